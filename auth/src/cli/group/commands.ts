import type { UserStore } from '../../core/identity/user-store.js';
import { err, ok, type Result } from '../../core/result.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { readName } from '../../core/identity/read-name.js';
import { refuseWhileNamed } from '../policy/named-in-rules.js';
import { printJson, printTable } from '../print.js';

export const registerGroupCommands: Register = (parent, cli) => {
  parent
    .command('add')
    .description('make a group')
    .argument('<name>')
    .addHelpText('after', example('group add staff'))
    .action(async (name: string) => cli.withStores(async (work) => addGroup(work, name)));
  parent
    .command('list')
    .description('list groups')
    .option('--json', 'print JSON')
    .addHelpText('after', example('group list'))
    .action(async (options: { readonly json?: boolean }) =>
      cli.withStores(async ({ io, stores }) => {
        const groups = await stores.users.listGroups();
        if (options.json === true) await printJson(io, groups);
        else
          await printTable(
            io,
            { NAME: (group) => group.name, MEMBERS: (group) => String(group.members) },
            groups,
            'No groups yet. Make one: gatehouse group add NAME',
          );
        return done;
      }),
    );
  parent
    .command('delete')
    .description('delete a group; its members stay')
    .argument('<name>')
    .addHelpText('after', example('group delete interns'))
    .action(async (name: string) => cli.withStores(async (work) => deleteGroup(work, name)));
};

/** The name of a group that exists, or a sentence that says there is none. */
export async function findGroup(users: UserStore, text: string): Promise<Result<string, string>> {
  const name = readName('group', text);
  if (!name.ok) return name;
  const groups = await users.listGroups();
  return groups.some((group) => group.name === name.value)
    ? ok(name.value)
    : err(`There is no group ${name.value}. See: gatehouse group list`);
}

async function addGroup(work: Work, text: string): Promise<CommandResult> {
  const name = readName('group', text);
  if (!name.ok) return refused(name.error);
  if (!(await work.stores.users.createGroup(name.value)))
    return refused(`There is a group ${name.value} already.`);
  await work.record({ kind: 'group-created', group: name.value });
  await work.io.out(
    `Made the group ${name.value}. Add people: gatehouse group members ${name.value} --add NAME\n`,
  );
  return done;
}

async function deleteGroup(work: Work, text: string): Promise<CommandResult> {
  const group = await findGroup(work.stores.users, text);
  if (!group.ok) return refused(group.error);
  const named = await refuseWhileNamed(work.stores.policies, { kind: 'group', name: group.value });
  if (named !== null) return refused(named);
  await work.stores.users.deleteGroup(group.value);
  await work.record({ kind: 'group-deleted', group: group.value });
  await work.io.out(`Deleted the group ${group.value}.\n`);
  return done;
}
