import type { EpochSeconds } from '../time.js';
import { formatAudience } from './audience.js';
import type { CompiledCeiling, CompiledGrant } from './compile.js';
import type { Reason } from './decision.js';
import { grantsFor } from './grant-index.js';
import { judgeCeiling, judgeGrant } from './judge.js';
import type { Person } from './person.js';
import { bestRank } from './tier-table.js';
import type { Scope } from './walk.js';

/** Why the tier is what it is, strongest first: ceilings that cut, then the grant that gave, or that none did. */
export function findReasons(
  scope: Scope,
  person: Person,
  by: CompiledGrant | null,
  now: EpochSeconds,
): readonly Reason[] {
  if (scope.grantsFrom === null) return [{ kind: 'no-rule' }];
  const reasons: Reason[] = [];
  const counting = grantsFor(scope.grants, person).filter(
    (grant) => judgeGrant(grant, person, now) === 'counts',
  );
  // Where nothing was granted, a ceiling on what others get still matters: it says why nothing would help.
  const candidates = counting.length === 0 ? scope.grants.all : counting;
  for (const ceiling of scope.ceilings)
    if (judgeCeiling(ceiling, person, now) === 'lies-on' && candidates.some((grant) => cuts(ceiling, grant)))
      reasons.push(ceilingReason(ceiling));
  const folder = scope.grantsFrom.rule.pattern;
  if (by !== null) reasons.push({ kind: 'granted', folder, who: formatAudience(by.grant.who) });
  else if (counting.length === 0 || reasons.length === 0) reasons.push({ kind: 'not-granted', folder });
  return reasons;
}

function cuts(ceiling: CompiledCeiling, grant: CompiledGrant): boolean {
  return bestRank(grant.tiers & ceiling.tiers) < bestRank(grant.tiers);
}

function ceilingReason({ ceiling, rule }: CompiledCeiling): Reason {
  return { kind: 'ceiling', folder: rule.pattern, until: ceiling.until, text: ceiling.reason };
}
