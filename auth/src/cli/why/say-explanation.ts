import type { Explanation } from '../../core/policy/explain.js';
import {
  ceilingVerdicts,
  sayGrant,
  sayReason,
  sayStep,
  sayTier,
  type WriteTime,
} from '../../policy-text/say-decision.js';
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

function sayWho({ visitor, address, at }: Subject): string {
  const from = address === null ? '' : ` at ${address}`;
  return `${visitor ?? 'anyone, not signed in'}${from}, at ${at ?? 'this moment'}`;
}
