import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { printJson, printTable } from '../print.js';
import { collect } from '../collect.js';
import { findUser } from '../user/find-user.js';
import { findGroup } from './commands.js';

interface MemberOptions {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly json?: boolean;
}

export const registerGroupMembers: Register = (parent, cli) => {
  parent
    .command('members')
    .description('list the members of a group, or add and remove some')
    .argument('<group>')
    .option('--add <user>', 'add somebody; may be given several times', collect)
    .option('--remove <user>', 'remove somebody; may be given several times', collect)
    .option('--json', 'print JSON')
    .addHelpText('after', example('group members staff --add tom --remove ines'))
    .action(async (group: string, options: MemberOptions) =>
      cli.withStores(async (work) => changeMembers(work, group, options)),
    );
};

async function changeMembers(work: Work, text: string, options: MemberOptions): Promise<CommandResult> {
  const { users } = work.stores;
  const group = await findGroup(users, text);
  if (!group.ok) return refused(group.error);
  const added = await Promise.all((options.add ?? []).map(async (name) => findUser(users, name)));
  const removed = await Promise.all((options.remove ?? []).map(async (name) => findUser(users, name)));
  const problems = [...added, ...removed].flatMap((found) => (found.ok ? [] : [found.error]));
  if (problems.length > 0) return refused(...problems);
  for (const found of added)
    if (
      found.ok &&
      !found.value.groups.includes(group.value) &&
      (await users.addMember(group.value, found.value.id))
    )
      await work.record({ kind: 'member-added', group: group.value, user: found.value.name });
  for (const found of removed)
    if (found.ok && (await users.removeMember(group.value, found.value.id)))
      await work.record({ kind: 'member-removed', group: group.value, user: found.value.name });
  const members = (await users.listMembers(group.value)) ?? [];
  if (options.json === true) await printJson(work.io, members);
  else
    await printTable(
      work.io,
      { MEMBER: (name) => name },
      members,
      `The group has no members. Add some: gatehouse group members ${group.value} --add NAME`,
    );
  return done;
}
