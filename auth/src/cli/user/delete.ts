import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { countOf } from '../plain-text.js';
import { refuseWhileNamed } from '../policy/named-in-rules.js';
import { findUser, refuseLastAdministrator } from './find-user.js';

export const registerUserDelete: Register = (parent, cli) => {
  parent
    .command('delete')
    .description('delete somebody with memberships and sessions')
    .argument('<name>')
    .addHelpText('after', example('user delete tom'))
    .action(async (name: string) => cli.withStores(async (work) => deleteUser(work, name)));
};

async function deleteUser(work: Work, name: string): Promise<CommandResult> {
  const { users, sessions, policies } = work.stores;
  const found = await findUser(users, name);
  if (!found.ok) return refused(found.error);
  const user = found.value;
  const problems = [
    await refuseLastAdministrator(users, user),
    await refuseWhileNamed(policies, { kind: 'user', name: user.name }),
  ].filter((problem) => problem !== null);
  if (problems.length > 0) return refused(...problems);
  const count = await sessions.endAllOf(user.id);
  await users.delete(user.id);
  if (count > 0) await work.record({ kind: 'sessions-ended', user: user.name, count });
  await work.record({ kind: 'user-deleted', user: user.name });
  await work.io.out(`Deleted ${user.name}; ended ${countOf(count, 'session')}.\n`);
  return done;
}
