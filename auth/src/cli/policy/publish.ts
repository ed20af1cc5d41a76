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
  /** The number that the text says it was exported from. */
  readonly exportedFrom?: number | null;
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
  // Whoever edits one file for long publishes over their own numbers, so this is told and not refused: --based-on refuses.
  const { exportedFrom = null } = options;
  if (exportedFrom !== null && options.basedOn === undefined && exportedFrom !== (running?.number ?? 0))
    work.io.say(
      `This text was exported from number ${exportedFrom}; number ${running?.number ?? 0} by ${running?.by ?? 'nobody'} runs by now, and what it changed is not in it. It can be brought back: gatehouse policy rollback ${running?.number ?? 0}\n`,
    );
  if (opensAnything(plan) && options.yes !== true)
    return refused(`Nothing was published: ${sayOpening(plan)}. If that is meant, say --yes.`);
  const note = (options.note ?? noteByDefault).slice(0, longestNote);
  const version = await policies.publish(policy, running?.number ?? null, 'command line', note);
  if (version === null) return refused(sayOvertaken(await policies.current()));
  await work.record({ kind: 'policy-published', number: version.number, note });
  const replaced = running === null ? '' : ` in place of number ${running.number} by ${running.by}`;
  await work.io.out(
    `Published as number ${version.number}${replaced}; in force everywhere within seconds.\n`,
  );
  return done;
}

function sayOvertaken(running: PolicyVersion | null): string {
  const who = running === null ? 'none are' : `number ${running.number} by ${running.by} is`;
  return `Nothing was published: other rules were published meanwhile (${who} running). Look again: gatehouse policy plan`;
}
