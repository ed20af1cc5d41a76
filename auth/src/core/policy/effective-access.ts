import type { EpochSeconds } from '../time.js';
import { formatAudience } from './audience.js';
import type { CompiledPolicy } from './compile.js';
import { bestGrant, type CeilingVerdict, judgeCeiling } from './judge.js';
import type { Audience, Ceiling, Grant, TierLimits } from './model.js';
import { personOf, type Person } from './person.js';
import { tierName } from './tier-table.js';
import { anonymous } from './visitor.js';
import { findRules, nearest, type Scope, scopeOf } from './walk.js';

/** What people of one kind get. */
export interface AccessLine {
  /** All of these at once; empty: everyone. */
  readonly who: readonly Audience[];
  /** The agreement that has to be accepted for it; null: none. */
  readonly agreement: string | null;
  /** `closed` only in the first line. */
  readonly tier: string;
  readonly limits: TierLimits | null;
}

/** A ceiling that is in force or will be. */
export interface AccessLimit {
  readonly pattern: string;
  readonly ceiling: Ceiling;
  /** For everyone. */
  readonly verdict: CeilingVerdict;
}

/** What a folder gives to whom, at one moment. */
export interface EffectiveAccess {
  /** The first line is everyone's; the others are of people who get something else. */
  readonly lines: readonly AccessLine[];
  readonly limits: readonly AccessLimit[];
  /** Grants that begin later. */
  readonly later: readonly Grant[];
  /** Which rule's grants count; null: no rule grants anything. */
  readonly grantsFrom: string | null;
  readonly grants: readonly Grant[];
  readonly hidden: boolean;
}

/** Tells, for representative people, what a folder ('' is the root) gives them. The judgements are those of `decide`. */
export function findEffectiveAccess(
  policy: CompiledPolicy,
  folder: string,
  now: EpochSeconds,
): EffectiveAccess {
  const found = findRules(policy, folder, 'folder');
  const scope = scopeOf(found);
  const nobody = personOf(policy, anonymous);
  return {
    lines: listLines(policy, scope, now),
    limits: scope.ceilings
      .map(({ ceiling, rule }) => ({
        pattern: rule.pattern,
        ceiling,
        verdict: judgeCeiling({ ceiling, rule, tiers: 0 }, nobody, now),
      }))
      .filter(({ verdict }) => verdict !== 'over'),
    later: scope.grants.all.map(({ grant }) => grant).filter(({ from }) => from !== null && from > now),
    grantsFrom: scope.grantsFrom?.rule.pattern ?? null,
    grants: scope.grants.all.map(({ grant }) => grant),
    hidden: nearest(found, (rule) => rule.hidden) ?? false,
  };
}

interface Found extends AccessLine {
  readonly rank: number;
}

function listLines(policy: CompiledPolicy, scope: Scope, now: EpochSeconds): readonly AccessLine[] {
  const lines: Found[] = [];
  for (const who of listKinds(scope))
    for (const agreed of [false, true]) {
      const { rank, by } = bestGrant(scope, somebody(who, agreed), now);
      const agreement = agreed ? (by?.grant.agree ?? null) : null;
      if (agreed && agreement === null) continue;
      const known = lines.filter((line) => isWithin(line.who, who) && (line.agreement === null || agreed));
      if (lines.length > 0 && known.some((line) => line.rank >= rank)) continue;
      const limits = policy.tiers.limits[rank] ?? null;
      lines.push({ who, agreement, tier: tierName(policy.tiers, rank), limits, rank });
    }
  return lines.map(({ who, agreement, tier, limits }) => ({ who, agreement, tier, limits }));
}

/** Everyone, whoever is signed in, and everybody that rules name; fewer conditions first. */
function listKinds(scope: Scope): readonly (readonly Audience[])[] {
  const kinds = new Map<string, readonly Audience[]>();
  const add = (...audiences: readonly (Audience | null)[]): void => {
    const named = new Map<string, Audience>();
    for (const audience of audiences)
      if (audience !== null && audience.kind !== 'anyone') named.set(formatAudience(audience), audience);
    kinds.set([...named.keys()].sort().join(' '), [...named.values()]);
  };
  add();
  add({ kind: 'signed-in' });
  for (const { grant } of scope.grants.all) add(grant.who, grant.and);
  for (const { ceiling } of scope.ceilings) {
    if (ceiling.except === null) continue;
    add(ceiling.except);
    for (const { grant } of scope.grants.all.slice(0, 50)) add(grant.who, grant.and, ceiling.except);
  }
  return [...kinds.values()].toSorted((a, b) => a.length - b.length);
}

function isWithin(part: readonly Audience[], whole: readonly Audience[]): boolean {
  const isSignedIn = whole.some(({ kind }) => kind !== 'place');
  const names = new Set(whole.map(formatAudience));
  return part.every((audience) =>
    audience.kind === 'signed-in' ? isSignedIn : names.has(formatAudience(audience)),
  );
}

function somebody(who: readonly Audience[], agreed: boolean): Person {
  const named = (kind: 'user' | 'group' | 'place'): readonly string[] =>
    who.flatMap((audience) => (audience.kind === kind ? [audience.name] : []));
  return {
    signedIn: who.some(({ kind }) => kind !== 'place' && kind !== 'anyone'),
    userName: named('user')[0] ?? null,
    groups: named('group'),
    agreements: agreed ? 'all' : {},
    isAt: (place) => named('place').includes(place),
  };
}
