import { hasAgreed } from './accept-agreement.js';
import type { EpochSeconds } from '../time.js';
import type { CompiledCeiling, CompiledGrant } from './compile.js';
import { grantsFor } from './grant-index.js';
import { isAmong, type Person } from './person.js';
import { bestRank, type TierSet } from './tier-table.js';
import type { Scope } from './walk.js';

/** Why a grant counts, or the first thing that it lacks. */
export type GrantVerdict =
  | 'counts'
  | 'over'
  | 'not-yet'
  | 'other-people'
  | 'not-agreed'
  | 'agreed-to-another-version'
  | 'agreement-expired';

/** Whether a ceiling lies on this person now. */
export type CeilingVerdict = 'lies-on' | 'over' | 'not-yet' | 'excepted';

/** Judges one grant for one person. A period holds from `from` until just before `until`. */
export function judgeGrant(compiled: CompiledGrant, person: Person, now: EpochSeconds): GrantVerdict {
  const { grant } = compiled;
  if (grant.until !== null && now >= grant.until) return 'over';
  if (grant.from !== null && now < grant.from) return 'not-yet';
  if (!isAmong(grant.who, person)) return 'other-people';
  if (grant.and !== null && !isAmong(grant.and, person)) return 'other-people';
  return grant.agree === null ? 'counts' : judgeAgreement(compiled, person, now);
}

/** Judges one ceiling for one person. */
export function judgeCeiling(
  { ceiling }: CompiledCeiling,
  person: Person,
  now: EpochSeconds,
): CeilingVerdict {
  if (ceiling.until !== null && now >= ceiling.until) return 'over';
  if (ceiling.from !== null && now < ceiling.from) return 'not-yet';
  return ceiling.except !== null && isAmong(ceiling.except, person) ? 'excepted' : 'lies-on';
}

/** When the person's acceptance runs out; null: never, or there is none that counts. */
export function agreementExpiry({ agreement }: CompiledGrant, person: Person): number | null {
  if (agreement === null || agreement.validSeconds === null || person.agreements === 'all') return null;
  if (!Object.hasOwn(person.agreements, agreement.name)) return null;
  const accepted = person.agreements[agreement.name];
  return accepted?.version === agreement.version ? accepted.at + agreement.validSeconds : null;
}

function judgeAgreement(compiled: CompiledGrant, person: Person, now: EpochSeconds): GrantVerdict {
  const { agreement } = compiled;
  if (agreement === null) return 'not-agreed';
  if (person.agreements === 'all') return 'counts';
  if (!Object.hasOwn(person.agreements, agreement.name)) return 'not-agreed';
  if (person.agreements[agreement.name]?.version !== agreement.version) return 'agreed-to-another-version';
  return hasAgreed(agreement, person.agreements, now) ? 'counts' : 'agreement-expired';
}

/** The tiers that ceilings leave to a person. */
export function tiersLeft(scope: Scope, person: Person, now: EpochSeconds): TierSet {
  let left: TierSet = -1 >>> 1;
  for (const ceiling of scope.ceilings)
    if (judgeCeiling(ceiling, person, now) === 'lies-on') left &= ceiling.tiers;
  return left;
}

/** The first grant that gives the best tier after ceilings, and that tier's rank (-1: closed). */
export function bestGrant(
  scope: Scope,
  person: Person,
  now: EpochSeconds,
): { readonly rank: number; readonly by: CompiledGrant | null } {
  const left = tiersLeft(scope, person, now);
  let rank = -1;
  let by: CompiledGrant | null = null;
  for (const grant of grantsFor(scope.grants, person)) {
    const gives = bestRank(grant.tiers & left);
    if (gives > rank && judgeGrant(grant, person, now) === 'counts') {
      rank = gives;
      by = grant;
    }
  }
  return { rank, by };
}
