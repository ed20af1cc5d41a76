import { formatAudience } from '../core/policy/audience.js';
import type {
  Agreement,
  Ceiling,
  FolderRule,
  Grant,
  Policy,
  SignInTexts,
  Texts,
  Tier,
} from '../core/policy/model.js';
import type { EpochSeconds } from '../core/time.js';
import { formatDuration } from './duration.js';
import { type YamlMap, type YamlValue, writeYaml } from './yaml-writer.js';
import { createZone } from './zoned-time.js';

type WriteTime = (time: EpochSeconds | null) => YamlValue | null;

/** Writes a policy as YAML that `parsePolicyText` reads back as the very same policy. Comments are not kept. */
export function formatPolicyText(policy: Policy): string {
  const zone = createZone(policy.timezone) ?? createZone('UTC');
  const writeTime: WriteTime = (time) =>
    time === null || zone === null ? null : { word: zone.format(time) };
  const { tiers, places, agreements, folders } = policy;
  return writeYaml(
    lines([
      ['version', 1],
      ['timezone', policy.timezone],
      ['tiers', section(tiers, (tier) => [tier.name, tierMap(tier)])],
      ['places', section(places, (place) => [place.name, place.ranges])],
      ['agreements', section(agreements, (agreement) => [agreement.name, agreementMap(agreement)])],
      ['folders', section(folders, (rule) => [rule.pattern, ruleMap(rule, writeTime)])],
    ]),
  );
}

function tierMap({ maxEdge, quality }: Tier): YamlMap {
  return line([
    ['max_edge', maxEdge],
    ['quality', quality === 'color' ? null : quality],
  ]);
}

function agreementMap({ version, validSeconds, title, text }: Agreement): YamlMap {
  return lines([
    ['version', version],
    ['valid', validSeconds === null ? null : { word: formatDuration(validSeconds) }],
    ['title', textsMap(title)],
    ['text', textsMap(text)],
  ]);
}

function ruleMap(rule: FolderRule, writeTime: WriteTime): YamlMap {
  return lines([
    ['grants', rule.grants?.map((grant) => grantMap(grant, writeTime)) ?? null],
    [
      'ceilings',
      rule.ceilings.length === 0 ? null : rule.ceilings.map((ceiling) => ceilingMap(ceiling, writeTime)),
    ],
    ['manifest', rule.manifest],
    ['hidden', rule.hidden],
    ['contact', rule.contact],
    ['managed', rule.managed],
    ['sign_in', rule.signIn === null ? null : signInMap(rule.signIn)],
  ]);
}

function grantMap({ who, and, tier, from, until, agree }: Grant, writeTime: WriteTime): YamlMap {
  return line([
    ['who', formatAudience(who)],
    ['and', and === null ? null : formatAudience(and)],
    ['tier', tier],
    ['from', writeTime(from)],
    ['until', writeTime(until)],
    ['agree', agree],
  ]);
}

function ceilingMap({ max, from, until, except, reason }: Ceiling, writeTime: WriteTime): YamlMap {
  return line([
    ['max', max],
    ['from', writeTime(from)],
    ['until', writeTime(until)],
    ['except', except === null ? null : formatAudience(except)],
    ['reason', textsMap(reason)],
  ]);
}

function signInMap(signIn: SignInTexts): YamlMap {
  return lines([
    ['patterns', signIn.patterns],
    ['label', textsMap(signIn.label)],
    ['header', textsMap(signIn.header)],
    ['description', textsMap(signIn.description)],
    ['confirm', textsMap(signIn.confirm)],
    ['failure_header', textsMap(signIn.failureHeader)],
    ['failure_description', textsMap(signIn.failureDescription)],
  ]);
}

function textsMap(texts: Texts | null): YamlMap | null {
  return texts === null ? null : line(Object.entries(texts));
}

function section<T>(items: readonly T[], entry: (item: T) => readonly [string, YamlValue]): YamlMap | null {
  return items.length === 0 ? null : lines(items.map(entry));
}

function lines(entries: YamlMap['entries']): YamlMap {
  return { entries, inline: false };
}

function line(entries: YamlMap['entries']): YamlMap {
  return { entries, inline: true };
}
