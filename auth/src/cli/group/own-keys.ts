import { Argument } from 'commander';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { findGroup } from './commands.js';

export const registerGroupOwnKeys: Register = (parent, cli) => {
  parent
    .command('own-keys')
    .description('say whether members of a group may make keys for scripts with their own rights')
    .argument('<name>')
    .addArgument(new Argument('<state>').choices(['allowed', 'off']))
    .addHelpText('after', example('group own-keys researchers allowed'))
    .action(async (name: string, state: string) =>
      cli.withStores(async (work) => setOwnKeys(work, name, state === 'allowed')),
    );
};

async function setOwnKeys(work: Work, text: string, allowed: boolean): Promise<CommandResult> {
  const group = await findGroup(work.stores.users, text);
  if (!group.ok) return refused(group.error);
  await work.stores.users.setGroupOwnKeys(group.value, allowed);
  await work.record({ kind: 'group-own-keys', group: group.value, allowed });
  await work.io.out(
    allowed
      ? `Members of ${group.value} may make keys on their account page.\n`
      : `Members of ${group.value} make no more keys. Those that there are count on: gatehouse key list\n`,
  );
  return done;
}
