import type { EpochSeconds } from '../time.js';
import { namePattern } from './audience.js';
import { checkTexts, isPlainText } from './check-definitions.js';
import type { Audience, Ceiling, FolderRule, Grant, Policy } from './model.js';
import type { PolicyPath, Report } from './policy-fault.js';

/** What accounts there are, so that a misspelt group is refused. `users` null: not checked. */
export interface KnownNames {
  readonly groups: readonly string[];
  readonly users: readonly string[] | null;
}

/** Every name that a rule may use. */
export interface Names {
  readonly tiers: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly agreements: ReadonlySet<string>;
  readonly groups: ReadonlySet<string> | null;
  readonly users: ReadonlySet<string> | null;
}

/** Gathers the names that rules may use. */
export function collectNames(policy: Policy, known: KnownNames | null): Names {
  return {
    tiers: new Set(['closed', 'full', ...policy.tiers.map((tier) => tier.name)]),
    places: new Set(policy.places.map((place) => place.name)),
    agreements: new Set(policy.agreements.map((agreement) => agreement.name)),
    groups: known === null ? null : new Set(known.groups),
    users: known === null || known.users === null ? null : new Set(known.users),
  };
}

const earliest = -2_208_988_800; // 1900-01-01T00:00Z
const latest = 253_402_300_800; // year 10000
const mostEntries = 1000;

/** Checks the parts of one rule: names, periods, texts. */
export function checkRule(rule: FolderRule, names: Names, report: Report): void {
  const path = ['folders', rule.pattern];
  const { grants, ceilings } = rule;
  for (const [key, length] of [
    ['grants', grants?.length ?? 0],
    ['ceilings', ceilings.length],
  ] as const)
    if (length > mostEntries)
      report([...path, key], `there are ${length} ${key}`, `Keep to ${mostEntries}; use groups.`);
  for (const [index, grant] of grants?.entries() ?? [])
    checkGrant(grant, names, [...path, 'grants', index], report);
  for (const [index, ceiling] of ceilings.entries())
    checkCeiling(ceiling, names, [...path, 'ceilings', index], report);
  const { contact, signIn } = rule;
  if (
    contact !== null &&
    (contact.trim() === '' || contact.length > 500 || !isPlainText(contact) || contact.includes('\n'))
  )
    report(
      [...path, 'contact'],
      'contact is not one line of at most 500 characters',
      'Write an address to turn to.',
    );
  if (signIn === null) return;
  const at = [...path, 'sign_in'];
  if (signIn.patterns?.length === 0)
    report([...at, 'patterns'], 'patterns is empty', 'Name at least one, or leave the key out.');
  if (new Set(signIn.patterns).size !== (signIn.patterns?.length ?? 0))
    report([...at, 'patterns'], 'a pattern is there twice', 'Name each pattern once.');
  checkTexts(signIn.label, [...at, 'label'], report);
  checkTexts(signIn.header, [...at, 'header'], report);
  checkTexts(signIn.description, [...at, 'description'], report);
  checkTexts(signIn.confirm, [...at, 'confirm'], report);
  checkTexts(signIn.failureHeader, [...at, 'failure_header'], report);
  checkTexts(signIn.failureDescription, [...at, 'failure_description'], report);
}

function checkGrant(grant: Grant, names: Names, path: PolicyPath, report: Report): void {
  checkAudience(grant.who, names, [...path, 'who'], report);
  if (grant.and !== null) checkAudience(grant.and, names, [...path, 'and'], report);
  checkTierName(grant.tier, names, [...path, 'tier'], report);
  checkPeriod(grant, path, report);
  if (grant.agree !== null && !names.agreements.has(grant.agree))
    report([...path, 'agree'], `there is no agreement "${grant.agree}"`, `Define it under agreements.`);
}

function checkCeiling(ceiling: Ceiling, names: Names, path: PolicyPath, report: Report): void {
  checkTierName(ceiling.max, names, [...path, 'max'], report);
  if (ceiling.except !== null) checkAudience(ceiling.except, names, [...path, 'except'], report);
  checkPeriod(ceiling, path, report);
  checkTexts(ceiling.reason, [...path, 'reason'], report);
}

function checkTierName(name: string, names: Names, path: PolicyPath, report: Report): void {
  if (names.tiers.has(name)) return;
  report(
    path,
    `there is no tier "${name}"`,
    `Define it under tiers, or use one of ${[...names.tiers].join(', ')}.`,
  );
}

function checkAudience(audience: Audience, names: Names, path: PolicyPath, report: Report): void {
  if (!('name' in audience)) return;
  const { kind, name } = audience;
  if (!namePattern.test(name)) {
    report(
      path,
      `"${name}" can't be the name of a ${kind}`,
      'Use at most 64 characters without spaces and colons.',
    );
    return;
  }
  // Groups and users are no part of the policy: check-known-names.ts.
  if (kind === 'place' && !names.places.has(name))
    report(path, `there is no place "${name}"`, 'Define it under places.');
}

function checkPeriod(
  { from, until }: { readonly from: EpochSeconds | null; readonly until: EpochSeconds | null },
  path: PolicyPath,
  report: Report,
): void {
  for (const [key, time] of [
    ['from', from],
    ['until', until],
  ] as const)
    if (time !== null && !(Number.isSafeInteger(time) && time >= earliest && time < latest))
      report(
        [...path, key],
        `${key} is not a time between the years 1900 and 9999`,
        'Write it as 2031-01-01.',
      );
  if (from !== null && until !== null && from >= until)
    report([...path, 'until'], 'the period ends before it begins', 'Put until after from.');
}
