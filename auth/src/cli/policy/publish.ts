import type { Policy } from '../../core/policy/model.js';
import type { PolicyVersion } from '../../core/policy/policy-store.js';
import type { Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { comparePlans, opensAnything } from '../../policy-text/plan-policy.js';
import { sayOpening, sayPlan } from './say-plan.js';

export interface PublishOptions {
  readonly note?: string;
  readonly yes?: boolean;
  /** The number that the rules were made from; refused when another one runs by now. */
  readonly basedOn?: number;
}

const longestNote = 500;

/** Publishes rules if they open nothing or the person said yes, and if nobody else published meanwhile. */
export async function publishPolicy(
  work: Work,
  policy: Policy,
  options: PublishOptions,
  noteByDefault: string,
): Promise<CommandResult> {
  const { policies, images } = work.stores;
  const running = await policies.current();
  if (options.basedOn !== undefined && options.basedOn !== (running?.number ?? 0))
    return refused(sayOvertaken(running));
  const plan = await comparePlans(images, running?.policy ?? null, policy, work.now());
  for (const line of sayPlan(plan)) await work.io.out(`${line}\n`);
  if (plan.same) return done;
  if (opensAnything(plan) && options.yes !== true)
    return refused(`Nothing was published: ${sayOpening(plan)}. If that is meant, say --yes.`);
  const note = (options.note ?? noteByDefault).slice(0, longestNote);
  const version = await policies.publish(policy, running?.number ?? null, 'command line', note);
  if (version === null) return refused(sayOvertaken(await policies.current()));
  await work.record({ kind: 'policy-published', number: version.number, note });
  await work.io.out(`Published as number ${version.number}; in force everywhere within seconds.\n`);
  return done;
}

function sayOvertaken(running: PolicyVersion | null): string {
  const who = running === null ? 'none are' : `number ${running.number} by ${running.by} is`;
  return `Nothing was published: other rules were published meanwhile (${who} running). Look again: gatehouse policy plan`;
}
