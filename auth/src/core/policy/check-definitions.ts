import { namePattern } from './audience.js';
import { type IpRange, parseRange, rangesOverlap } from './ip-range.js';
import type { Agreement, Place, Policy, Texts, Tier } from './model.js';
import { type PolicyPath, type Report, reportRepeated, valueOrReport } from './policy-fault.js';
import { maxTiers } from './tier-table.js';

/** Names that appear in addresses: tiers and agreements. */
const addressName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const addressNameRemedy = 'Use letters, digits, - and _, at most 64, starting with a letter or digit.';
const languageTag = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;
const longestText = 20_000;
const mostRanges = 2000;
const longestValidity = 100 * 366 * 86_400;

/** Checks tiers, places and agreements. `stackNetworks` are the container networks, which are never a place. */
export function checkDefinitions(policy: Policy, stackNetworks: readonly IpRange[], report: Report): void {
  const names = policy.tiers.map((tier) => tier.name);
  reportRepeated(names, ['tiers'], 'tier', report);
  if (names.length > maxTiers)
    report(['tiers'], `there are ${names.length} tiers`, `Define at most ${maxTiers}.`);
  for (const tier of policy.tiers) checkTier(tier, report);
  reportRepeated(
    policy.places.map((place) => place.name),
    ['places'],
    'place',
    report,
  );
  const ranges = policy.places.reduce((sum, place) => sum + place.ranges.length, 0);
  if (ranges > mostRanges)
    report(
      ['places'],
      `there are ${ranges} address ranges`,
      `Keep to ${mostRanges}: join neighbouring ranges.`,
    );
  else for (const place of policy.places) checkPlace(place, stackNetworks, report);
  reportRepeated(
    policy.agreements.map(({ name }) => name),
    ['agreements'],
    'agreement',
    report,
  );
  for (const agreement of policy.agreements) checkAgreement(agreement, report);
}

function checkTier(tier: Tier, report: Report): void {
  const path = ['tiers', tier.name];
  if (/^(?:closed|full)$/i.test(tier.name))
    report(path, `"${tier.name}" is the name of a tier that always exists`, 'Give this tier another name.');
  if (!addressName.test(tier.name)) report(path, `"${tier.name}" can't be a tier's name`, addressNameRemedy);
  if (tier.maxEdge === null && tier.quality === 'color')
    report(
      path,
      `tier "${tier.name}" limits nothing`,
      'Give it max_edge or quality: gray; for everything there is "full".',
    );
  if (tier.maxEdge !== null && !isWhole(tier.maxEdge, 1_000_000))
    report(
      [...path, 'max_edge'],
      'max_edge is not a number of pixels',
      'Write a whole number from 1 to 1000000.',
    );
}

function checkPlace(place: Place, stackNetworks: readonly IpRange[], report: Report): void {
  const path = ['places', place.name];
  if (!namePattern.test(place.name))
    report(
      path,
      `"${place.name}" can't be a place's name`,
      'Use at most 64 characters without spaces and colons.',
    );
  if (place.ranges.length === 0)
    report(path, `place "${place.name}" has no addresses`, 'List its address ranges, such as 192.0.2.16/28.');
  for (const [index, text] of place.ranges.entries()) {
    const here = [...path, index];
    const range = valueOrReport(
      parseRange(text),
      text,
      here,
      'Write it as 192.0.2.16/28 or "2001:db8:5::/64".',
      report,
    );
    if (range !== null && stackNetworks.some((network) => rangesOverlap(range, network)))
      report(
        here,
        `"${text}" overlaps the stack's own networks`,
        'Name only addresses that visitors come from.',
      );
  }
}

function checkAgreement(agreement: Agreement, report: Report): void {
  const path = ['agreements', agreement.name];
  if (!addressName.test(agreement.name))
    report(path, `"${agreement.name}" can't be an agreement's name`, addressNameRemedy);
  if (!isWhole(agreement.version, 1_000_000_000))
    report(
      [...path, 'version'],
      'version is not a whole number from 1',
      'Write version: 1, and one more after every change.',
    );
  if (agreement.validSeconds !== null && !isWhole(agreement.validSeconds, longestValidity))
    report(
      [...path, 'valid'],
      'valid is not a length of time up to 100 years',
      'Write it as 30d, 12h or 45m.',
    );
  checkTexts(agreement.title, [...path, 'title'], report);
  checkTexts(agreement.text, [...path, 'text'], report);
}

/** Checks a text per language. */
export function checkTexts(texts: Texts | null, path: PolicyPath, report: Report): void {
  if (texts === null) return;
  const entries = Object.entries(texts);
  if (entries.length === 0) report(path, 'there is no text', 'Write it per language: { en: … }.');
  for (const [language, text] of entries) {
    if (!languageTag.test(language))
      report([...path, language], `"${language}" is not a language tag`, 'Use tags such as en, de or pt-BR.');
    if (text.trim() === '' || text.length > longestText || !isPlainText(text))
      report(
        [...path, language],
        `the text is empty, longer than ${longestText} characters or has control characters`,
        'Write a plain text.',
      );
  }
}

/** No control characters but line breaks and tabs, and no broken surrogates: storable, and safe to show. */
export function isPlainText(text: string): boolean {
  return !/[^\P{Cc}\n\t]|\p{Cs}/u.test(text);
}

function isWhole(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= most;
}
