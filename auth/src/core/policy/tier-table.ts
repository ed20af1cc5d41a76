import { covers, noLimits } from './covers.js';
import type { Tier, TierLimits } from './model.js';

/** A set of tiers: bit n stands for the tier of rank n. 0 is `closed`. */
export type TierSet = number;

/** More would not fit into the bits of a TierSet. */
export const maxTiers = 30;

/** Every tier of a policy, worst first, `full` last; `closed` has no rank (-1). */
export interface TierTable {
  readonly names: readonly string[];
  readonly limits: readonly TierLimits[];
  /** Per rank: the tier itself and all that it covers. */
  readonly covered: readonly TierSet[];
  readonly rankOf: ReadonlyMap<string, number>;
}

/** Ranks the tiers in the order of the document, except that a tier never ranks below one that it covers. */
export function rankTiers(tiers: readonly Tier[]): TierTable {
  const ranked = orderByCover(tiers.slice(0, maxTiers));
  const names = [...ranked.map((tier) => tier.name), 'full'];
  const limits: TierLimits[] = ranked.map(({ maxEdge, quality }) => ({ maxEdge, quality }));
  limits.push(noLimits);
  const covered = limits.map((mine) =>
    limits.reduce((set, other, rank) => (covers(mine, other) ? set | (1 << rank) : set), 0),
  );
  return { names, limits, covered, rankOf: new Map(names.map((name, rank) => [name, rank])) };
}

/** The tiers that someone given `name` may have; none for `closed` and for what nobody defined. */
export function tiersWithin(table: TierTable, name: string): TierSet {
  return table.covered[table.rankOf.get(name) ?? -1] ?? 0;
}

/** The rank of the best tier in a set; -1 when it is empty. */
export function bestRank(set: TierSet): number {
  return 31 - Math.clz32(set);
}

/** The name of a rank: `closed` for -1. */
export function tierName(table: TierTable, rank: number): string {
  return table.names[rank] ?? 'closed';
}

function orderByCover(tiers: readonly Tier[]): readonly Tier[] {
  const waiting = [...tiers];
  const ranked: Tier[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((tier) => !waiting.some((other) => exceeds(tier, other)));
    ranked.push(...waiting.splice(next, 1));
  }
  return ranked;
}

function exceeds(a: TierLimits, b: TierLimits): boolean {
  return covers(a, b) && !covers(b, a);
}
