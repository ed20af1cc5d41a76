import { addGlob, emptyGlobTree, type GlobNode } from './glob-tree.js';
import { type GrantIndex, indexGrants } from './grant-index.js';
import { type IpRange, parseRange, rangeContains } from './ip-range.js';
import type { Agreement, Ceiling, FolderRule, Grant, Policy } from './model.js';
import { atOnce, inSteps, type Stepwise } from '../stepwise.js';
import { compiledOnce, patternOfRule } from './rule-memo.js';
import { type NamedInGrants, nameInGrants } from './named-in-grants.js';
import { rankTiers, tiersWithin, type TierSet, type TierTable } from './tier-table.js';
import { validateInSteps } from './validate-policy.js';

export interface CompiledGrant {
  readonly grant: Grant;
  /** What it gives before ceilings. */
  readonly tiers: TierSet;
  readonly agreement: Agreement | null;
}

export interface CompiledCeiling {
  readonly ceiling: Ceiling;
  readonly rule: FolderRule;
  /** What it leaves. */
  readonly tiers: TierSet;
}

export interface CompiledRule {
  readonly rule: FolderRule;
  readonly foldersOnly: boolean;
  readonly grants: readonly CompiledGrant[] | null;
  /** Null where there are no grants. */
  readonly index: GrantIndex<CompiledGrant> | null;
  readonly named: NamedInGrants | null;
  readonly ceilings: readonly CompiledCeiling[];
}

/** A policy made ready for deciding: look-ups cost as much as the path is deep, however many rules there are. */
export interface CompiledPolicy {
  /** In which the rules' dates were meant, and are told to people. */
  readonly timezone: string;
  readonly tiers: TierTable;
  readonly places: ReadonlyMap<string, readonly IpRange[]>;
  /** Every set of places that one address can be in. */
  readonly placeSets: readonly ReadonlySet<string>[];
  readonly agreements: ReadonlyMap<string, Agreement>;
  readonly exact: ReadonlyMap<string, CompiledRule>;
  /** Null when no rule has wildcards. */
  readonly globs: GlobNode<CompiledRule> | null;
}

/** Policies are never changed, so each is made ready once, whoever asks. */
const ready = new WeakMap<Policy, CompiledPolicy>();

/** Makes a policy ready. One that does not hold up to `validatePolicy` is as good as none: everything is closed. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  return atOnce(compileInSteps(policy));
}

/** The same, for policies with very many rules. */
export function* compileInSteps(policy: Policy): Stepwise<CompiledPolicy> {
  const known = ready.get(policy);
  if (known !== undefined) return known;
  const sound = (yield* validateInSteps(policy)).length === 0;
  const compiled = yield* build(sound ? policy : { ...policy, ...nothing });
  ready.set(policy, compiled);
  return compiled;
}

const nothing = { timezone: 'UTC', tiers: [], places: [], folders: [] };

function* build(policy: Policy): Stepwise<CompiledPolicy> {
  const tiers = rankTiers(policy.tiers);
  const places = new Map<string, readonly IpRange[]>();
  for (const place of policy.places) places.set(place.name, place.ranges.flatMap(readRange));
  const agreements = new Map(policy.agreements.map((agreement) => [agreement.name, agreement]));
  const exact = new Map<string, CompiledRule>();
  const tree = emptyGlobTree<CompiledRule>();
  let globs: GlobNode<CompiledRule> | null = null;
  yield* inSteps(policy.folders, (rule) => {
    const pattern = patternOfRule(rule);
    if (!pattern.ok) return;
    const { foldersOnly } = pattern.value;
    const compiled = compiledOnce(rule, policy, () => compileRule(rule, foldersOnly, tiers, agreements));
    if (pattern.value.exact !== null) exact.set(pattern.value.exact, compiled);
    else {
      globs = tree;
      addGlob(tree, pattern.value, compiled);
    }
  });
  const { timezone } = policy;
  return { timezone, tiers, places, placeSets: listPlaceSets(places), agreements, exact, globs };
}

function compileRule(
  rule: FolderRule,
  foldersOnly: boolean,
  tiers: TierTable,
  agreements: ReadonlyMap<string, Agreement>,
): CompiledRule {
  const grants =
    rule.grants?.map((grant) => ({
      grant,
      tiers: tiersWithin(tiers, grant.tier),
      agreement: agreements.get(grant.agree ?? '') ?? null,
    })) ?? null;
  return {
    rule,
    foldersOnly,
    grants,
    index: grants === null ? null : indexGrants(grants),
    named: rule.grants === null ? null : nameInGrants(rule.grants),
    ceilings: rule.ceilings.map((ceiling) => ({ ceiling, rule, tiers: tiersWithin(tiers, ceiling.max) })),
  };
}

function readRange(text: string): readonly IpRange[] {
  const range = parseRange(text);
  return range.ok ? [range.value] : [];
}

/** Ranges that meet do so at the first address of one of them, so trying those finds every combination. */
function listPlaceSets(places: ReadonlyMap<string, readonly IpRange[]>): readonly ReadonlySet<string>[] {
  const sets = new Map<string, ReadonlySet<string>>();
  const entries = [...places];
  for (const { first } of entries.flatMap(([, ranges]) => ranges)) {
    const names = entries.filter(([, ranges]) => ranges.some((range) => rangeContains(range, first)));
    const set = new Set(names.map(([name]) => name));
    sets.set([...set].join(' '), set);
  }
  return [...sets.values()];
}
