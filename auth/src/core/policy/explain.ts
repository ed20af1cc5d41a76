import type { EpochSeconds } from '../time.js';
import type { CompiledPolicy } from './compile.js';
import { decideAt } from './decide.js';
import type { Decision } from './decision.js';
import { type CeilingVerdict, type GrantVerdict, judgeCeiling, judgeGrant, tiersLeft } from './judge.js';
import type { Ceiling, Grant } from './model.js';
import { personOf } from './person.js';
import { bestRank, tierName } from './tier-table.js';
import type { Visitor } from './visitor.js';
import { findRules, type RuleLevel, scopeOf, type Target } from './walk.js';

/** A grant that was tried. */
export interface TriedGrant {
  readonly grant: Grant;
  /** `replaced`: a nearer rule has grants of its own. */
  readonly verdict: GrantVerdict | 'replaced';
  /** What it gives this visitor once ceilings are applied; `closed` unless it counts. */
  readonly gives: string;
}

/** A ceiling that was tried. */
export interface TriedCeiling {
  readonly ceiling: Ceiling;
  readonly verdict: CeilingVerdict;
}

/** A rule on the way to the path. */
export interface TriedRule {
  readonly pattern: string;
  readonly level: RuleLevel;
  /** Null: the rule has no grants, those above it are inherited. */
  readonly grants: readonly TriedGrant[] | null;
  readonly ceilings: readonly TriedCeiling[];
}

/** A decision with all that was tried for it, most specific rule first. */
export interface Explanation {
  readonly decision: Decision;
  readonly rules: readonly TriedRule[];
}

/** Why does the visitor get what they get? The walk and the judgements are those of `decide`. */
export function explain(
  policy: CompiledPolicy,
  visitor: Visitor,
  path: string,
  target: Target,
  now: EpochSeconds,
): Explanation {
  const found = findRules(policy, path, target);
  const scope = scopeOf(found);
  const person = personOf(policy, visitor);
  const left = tiersLeft(scope, person, now);
  const rules = found.map(({ compiled, level }): TriedRule => ({
    pattern: compiled.rule.pattern,
    level,
    grants:
      compiled.grants?.map((tried): TriedGrant => {
        const verdict = compiled === scope.grantsFrom ? judgeGrant(tried, person, now) : 'replaced';
        const gives = verdict === 'counts' ? tierName(policy.tiers, bestRank(tried.tiers & left)) : 'closed';
        return { grant: tried.grant, verdict, gives };
      }) ?? null,
    ceilings: compiled.ceilings.map((tried) => ({
      ceiling: tried.ceiling,
      verdict: judgeCeiling(tried, person, now),
    })),
  }));
  return { decision: decideAt(policy, visitor, path, target, now), rules };
}
