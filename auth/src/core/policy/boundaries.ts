import { epochSeconds, type EpochSeconds } from '../time.js';
import { agreementExpiry } from './judge.js';
import type { Person } from './person.js';
import type { Scope } from './walk.js';

/** Every moment after `now` at which a period in the rules begins or ends, sorted. */
export function listBoundaries(scope: Scope, now: EpochSeconds): readonly EpochSeconds[] {
  const times = new Set<EpochSeconds>();
  const add = (time: EpochSeconds | null): void => {
    if (time !== null && time > now) times.add(time);
  };
  for (const { grant } of scope.grants.timed) {
    add(grant.from);
    add(grant.until);
  }
  for (const { ceiling } of scope.ceilings) {
    add(ceiling.from);
    add(ceiling.until);
  }
  return [...times].sort((a, b) => a - b);
}

/** The first moment after `now` at which time alone may change the answer for this person; null: never. */
export function findNextChange(scope: Scope, person: Person, now: EpochSeconds): EpochSeconds | null {
  let next = Number.POSITIVE_INFINITY;
  const consider = (time: number | null): void => {
    if (time !== null && time > now && time < next) next = time;
  };
  for (const grant of scope.grants.timed) {
    consider(grant.grant.from);
    consider(grant.grant.until);
    consider(agreementExpiry(grant, person));
  }
  for (const { ceiling } of scope.ceilings) {
    consider(ceiling.from);
    consider(ceiling.until);
  }
  return next === Number.POSITIVE_INFINITY ? null : epochSeconds(next);
}
