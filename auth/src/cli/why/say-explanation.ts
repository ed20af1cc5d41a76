import { formatAudience } from '../../core/policy/audience.js';
import type { Decision, Reason, Step } from '../../core/policy/decision.js';
import type { Explanation, TriedCeiling, TriedGrant } from '../../core/policy/explain.js';
import type { EpochSeconds } from '../../core/time.js';
import { createZone } from '../../policy-text/zoned-time.js';
import { plainText } from '../plain-text.js';

/** What was asked about whom. */
export interface Subject {
  readonly path: string;
  /** Whether the image is in the index; null for folders. */
  readonly known: boolean | null;
  readonly tierAsked: string | null;
  readonly visitor: string | null;
  readonly address: string | null;
  readonly at: string | null;
  readonly policy: number | null;
}

type WriteTime = (time: EpochSeconds) => string;

const grantVerdicts: Readonly<Record<TriedGrant['verdict'], string>> = {
  counts: 'counts',
  over: 'is over',
  'not-yet': 'has not begun',
  'other-people': 'is for others',
  'not-agreed': 'asks for an agreement that was not accepted',
  'agreed-to-another-version': 'asks for another version of the agreement',
  'agreement-expired': 'asks for an agreement whose acceptance ran out',
  replaced: 'is replaced by a nearer rule',
};

const ceilingVerdicts: Readonly<Record<TriedCeiling['verdict'], string>> = {
  'lies-on': 'lies on it',
  over: 'is over',
  'not-yet': 'has not begun',
  excepted: 'excepts this visitor',
};

/** The decision and the walk to it, one line each. */
export function sayExplanation(
  subject: Subject,
  { decision, rules }: Explanation,
  timezone: string,
): readonly string[] {
  const zone = createZone(timezone);
  const write: WriteTime = (time) =>
    zone === null ? new Date(time * 1000).toISOString() : zone.format(time);
  const lines = [
    `${subject.path === '' ? 'The root folder' : plainText(subject.path)}: ${sayTier(decision)} for ${sayWho(subject)}`,
    ...decision.reason.map((reason) => `  because ${sayReason(reason, write)}`),
    ...decision.steps.map((step) => `  would help: ${sayStep(step, write)}`),
  ];
  if (subject.known === false)
    lines.push('  No such image is in the index, so it is answered 404; the rules would say the above.');
  if (subject.policy === null) lines.push('  No rules were published yet: everything is closed.');
  if (subject.tierAsked !== null)
    lines.push(
      `  The address asks for the tier ${subject.tierAsked}: ${decision.mayFetch.includes(subject.tierAsked) ? 'allowed' : 'not allowed'}.`,
    );
  if (decision.hidden)
    lines.push('  The folder is hidden: whoever may see nothing is told that it does not exist.');
  lines.push(
    `  Manifest: ${decision.manifest}. ${decision.nextChange === null ? 'No date in the rules changes this.' : `May change at ${write(decision.nextChange)}.`}`,
  );
  lines.push(rules.length === 0 ? 'No rule speaks of it.' : 'Rules, the nearest first:');
  for (const rule of rules) {
    lines.push(`  ${rule.pattern} (${rule.level})`);
    if (rule.grants === null) lines.push('    grants: inherited from above');
    for (const tried of rule.grants ?? []) lines.push(`    grant ${sayGrant(tried)}`);
    for (const tried of rule.ceilings)
      lines.push(`    ceiling ${tried.ceiling.max}: ${ceilingVerdicts[tried.verdict]}`);
  }
  return lines.map(plainText);
}

function sayTier(decision: Decision): string {
  if (decision.limits === null) return 'closed';
  const { maxEdge, quality } = decision.limits;
  const limits = [
    maxEdge === null ? '' : `at most ${maxEdge} pixels`,
    quality === 'gray' ? 'grey' : '',
  ].filter((part) => part !== '');
  return limits.length === 0 ? decision.tier : `${decision.tier} (${limits.join(', ')})`;
}

function sayWho({ visitor, address, at }: Subject): string {
  const from = address === null ? '' : ` at ${address}`;
  return `${visitor ?? 'anyone, not signed in'}${from}, at ${at ?? 'this moment'}`;
}

function sayGrant({ grant, verdict, gives }: TriedGrant): string {
  const and = grant.and === null ? '' : ` and ${formatAudience(grant.and)}`;
  const agree = grant.agree === null ? '' : ` who agreed to ${grant.agree}`;
  const result = verdict === 'counts' ? `counts, gives ${gives}` : grantVerdicts[verdict];
  return `${grant.tier} to ${formatAudience(grant.who)}${and}${agree}: ${result}`;
}

function sayReason(reason: Reason, write: WriteTime): string {
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

function sayStep(step: Step, write: WriteTime): string {
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
