import { formatAudience } from '../core/policy/audience.js';
import type { Decision, Reason, Step } from '../core/policy/decision.js';
import type { TriedCeiling, TriedGrant } from '../core/policy/explain.js';
import type { EpochSeconds } from '../core/time.js';

/** Writes a point in time for people. */
export type WriteTime = (time: EpochSeconds) => string;

/** What was found of a grant, in words. */
export const grantVerdicts: Readonly<Record<TriedGrant['verdict'], string>> = {
  counts: 'counts',
  over: 'is over',
  'not-yet': 'has not begun',
  'other-people': 'is for others',
  'not-agreed': 'asks for an agreement that was not accepted',
  'agreed-to-another-version': 'asks for another version of the agreement',
  'agreement-expired': 'asks for an agreement whose acceptance ran out',
  replaced: 'is replaced by a nearer rule',
};

/** What was found of a ceiling, in words. */
export const ceilingVerdicts: Readonly<Record<TriedCeiling['verdict'], string>> = {
  'lies-on': 'lies on it',
  over: 'is over',
  'not-yet': 'has not begun',
  excepted: 'excepts this visitor',
};

/** The tier with its limits. */
export function sayTier(decision: Decision): string {
  if (decision.limits === null) return 'closed';
  const { maxEdge, quality } = decision.limits;
  const limits = [
    maxEdge === null ? '' : `at most ${maxEdge} pixels`,
    quality === 'gray' ? 'grey' : '',
  ].filter((part) => part !== '');
  return limits.length === 0 ? decision.tier : `${decision.tier} (${limits.join(', ')})`;
}

/** A grant that was tried, in words. */
export function sayGrant({ grant, verdict, gives }: TriedGrant): string {
  const and = grant.and === null ? '' : ` and ${formatAudience(grant.and)}`;
  const agree = grant.agree === null ? '' : ` who agreed to ${grant.agree}`;
  const result = verdict === 'counts' ? `counts, gives ${gives}` : grantVerdicts[verdict];
  return `${grant.tier} to ${formatAudience(grant.who)}${and}${agree}: ${result}`;
}

/** Why the tier is what it is, in words. */
export function sayReason(reason: Reason, write: WriteTime): string {
  switch (reason.kind) {
    case 'granted':
      return `${reason.folder} grants it to ${reason.who}`;
    case 'no-rule':
      return 'no rule grants anything here';
    case 'not-granted':
      return `${reason.folder} grants nothing to this visitor`;
    case 'ceiling':
      return `a ceiling of ${reason.folder} lies on it${reason.until === null ? '' : ` until ${write(reason.until)}`}`;
  }
}

/** What would help, in words. */
export function sayStep(step: Step, write: WriteTime): string {
  switch (step.kind) {
    case 'sign-in':
      return 'signing in';
    case 'other-account':
      return 'another account';
    case 'agree':
      return `accepting ${step.agreement}, version ${step.version}`;
    case 'place':
      return `coming to ${step.place}`;
    case 'wait':
      return `waiting until ${write(step.until)}`;
  }
}
