import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { countOf } from '../plain-text.js';
import { findUser, refuseLastAdministrator } from './find-user.js';

export const registerUserSwitch: Register = (parent, cli) => {
  parent
    .command('disable')
    .description('stop somebody from signing in, and sign them out everywhere')
    .argument('<name>')
    .addHelpText('after', example('user disable tom'))
    .action(async (name: string) => cli.withStores(async (work) => disableUser(work, name)));
  parent
    .command('enable')
    .description('let somebody sign in again')
    .argument('<name>')
    .addHelpText('after', example('user enable tom'))
    .action(async (name: string) => cli.withStores(async (work) => enableUser(work, name)));
};

async function disableUser(work: Work, name: string): Promise<CommandResult> {
  const { users, sessions } = work.stores;
  const found = await findUser(users, name);
  if (!found.ok) return refused(found.error);
  const user = found.value;
  const last = await refuseLastAdministrator(users, user);
  if (last !== null) return refused(last);
  if (!user.disabled) {
    await users.setDisabled(user.id, true);
    await work.record({ kind: 'user-changed', user: user.name, change: 'disabled' });
  }
  const count = await sessions.endAllOf(user.id);
  if (count > 0) await work.record({ kind: 'sessions-ended', user: user.name, count });
  await work.io.out(`${user.name} is disabled; ended ${countOf(count, 'session')}.\n`);
  return done;
}

async function enableUser(work: Work, name: string): Promise<CommandResult> {
  const found = await findUser(work.stores.users, name);
  if (!found.ok) return refused(found.error);
  if (found.value.disabled) {
    await work.stores.users.setDisabled(found.value.id, false);
    await work.record({ kind: 'user-changed', user: found.value.name, change: 'enabled' });
  }
  await work.io.out(`${found.value.name} may sign in.\n`);
  return done;
}
