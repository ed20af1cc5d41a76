import { Option } from 'commander';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { getNewPassword, type PasswordOptions } from '../new-password.js';
import { countOf } from '../plain-text.js';
import { findUser } from './find-user.js';

export const registerUserPasswd: Register = (parent, cli) => {
  parent
    .command('passwd')
    .description('set somebody’s password, and sign them out everywhere')
    .argument('<name>')
    .addOption(new Option('--password-stdin', 'read the password from standard input').conflicts('generate'))
    .option('--generate', 'make a password and print it, once')
    .addHelpText('after', example('user passwd tom --generate'))
    .action(async (name: string, options: PasswordOptions) =>
      cli.withStores(async (work) => setPassword(work, name, options)),
    );
};

async function setPassword(work: Work, name: string, options: PasswordOptions): Promise<CommandResult> {
  const { users, sessions, links } = work.stores;
  const found = await findUser(users, name);
  if (!found.ok) return refused(found.error);
  const user = found.value;
  const password = await getNewPassword(work.io, options, user.name);
  if (!password.ok) return refused(...password.error);
  await users.setPasswordHash(user.id, await work.hasher.hash(password.value.password));
  await links.revoke('invite', user.id);
  await links.revoke('reset', user.id);
  const count = await sessions.endAllOf(user.id);
  await work.record({ kind: 'user-changed', user: user.name, change: 'password' });
  if (count > 0) await work.record({ kind: 'sessions-ended', user: user.name, count });
  await work.io.out(`Set the password of ${user.name}; ended ${countOf(count, 'session')}.\n`);
  if (password.value.generated) await work.io.out(`Password: ${password.value.password}\n`);
  return done;
}
