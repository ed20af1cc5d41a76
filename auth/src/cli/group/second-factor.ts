import { Argument } from 'commander';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { findGroup } from './commands.js';

export const registerGroupSecondFactor: Register = (parent, cli) => {
  parent
    .command('second-factor')
    .description('say whether members of a group need a second factor for what a sign-in opens')
    .argument('<name>')
    .addArgument(new Argument('<state>').choices(['required', 'optional']))
    .addHelpText('after', example('group second-factor staff required'))
    .action(async (name: string, state: string) =>
      cli.withStores(async (work) => setSecondFactor(work, name, state === 'required')),
    );
};

async function setSecondFactor(work: Work, text: string, asked: boolean): Promise<CommandResult> {
  const group = await findGroup(work.stores.users, text);
  if (!group.ok) return refused(group.error);
  await work.stores.users.setGroupSecondFactor(group.value, asked);
  await work.record({ kind: 'group-second-factor', group: group.value, asked });
  await work.io.out(
    asked
      ? `Members of ${group.value} need a second factor. Sessions that were begun without one open nothing any more.\n`
      : `Members of ${group.value} need no second factor.\n`,
  );
  return done;
}
