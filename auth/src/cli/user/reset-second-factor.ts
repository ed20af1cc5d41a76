import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { countOf } from '../plain-text.js';
import { findUser } from './find-user.js';

export const registerUserResetSecondFactor: Register = (parent, cli) => {
  parent
    .command('reset-second-factor')
    .description('take away somebody’s codes, recovery codes and passkeys, and sign them out everywhere')
    .argument('<name>')
    .addHelpText('after', example('user reset-second-factor tom'))
    .action(async (name: string) => cli.withStores(async (work) => resetSecondFactor(work, name)));
};

async function resetSecondFactor(work: Work, name: string): Promise<CommandResult> {
  const { users, sessions, secondFactors } = work.stores;
  const found = await findUser(users, name);
  if (!found.ok) return refused(found.error);
  const user = found.value;
  if (!(await secondFactors.reset(user.id))) {
    await work.io.out(`${user.name} has no second factor; nothing was changed.\n`);
    return done;
  }
  await work.record({ kind: 'user-changed', user: user.name, change: 'second-factor-reset' });
  const count = await sessions.endAllOf(user.id);
  if (count > 0) await work.record({ kind: 'sessions-ended', user: user.name, count });
  await work.io.out(
    `${user.name} signs in with the password alone now, and sets up a new second factor where one is needed; ended ${countOf(count, 'session')}.\n`,
  );
  return done;
}
