import type { User } from '../../core/identity/user.js';
import { isDisplayName, isEmailAddress } from '../../core/identity/profile.js';
import { example, type Register, type Work } from '../cli.js';
import { collect } from '../collect.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { findGroup } from '../group/commands.js';
import { findUser } from './find-user.js';

interface EditOptions {
  readonly displayName?: string;
  /** False: none. */
  readonly email?: string | false;
  readonly addGroup?: readonly string[];
  readonly removeGroup?: readonly string[];
}

export const registerUserEdit: Register = (parent, cli) => {
  parent
    .command('edit')
    .description('change the name, e-mail address or groups of somebody')
    .argument('<name>')
    .option('--display-name <text>', 'what they are called on pages')
    .option('--email <address>', 'their e-mail address')
    .option('--no-email', 'they have none')
    .option('--add-group <group>', 'make them a member; may be given several times', collect)
    .option('--remove-group <group>', 'no member any more; may be given several times', collect)
    .addHelpText('after', example('user edit tom --email tom@example.org --add-group staff'))
    .action(async (name: string, options: EditOptions) =>
      cli.withStores(async (work) => editUser(work, name, options)),
    );
};

function sayProfile({ displayName, email }: Pick<User, 'displayName' | 'email'>): string {
  return email === null ? displayName : `${displayName} <${email}>`;
}

async function saveProfile({ stores, record }: Work, user: User, options: EditOptions): Promise<boolean> {
  const email = options.email === false ? null : (options.email ?? user.email);
  const profile = { displayName: options.displayName ?? user.displayName, email };
  const [before, after] = [sayProfile(user), sayProfile(profile)];
  if (before === after) return false;
  await stores.users.setProfile(user.id, profile);
  await record({ kind: 'user-changed', user: user.name, change: 'profile', before, after });
  return true;
}

async function editUser(work: Work, name: string, options: EditOptions): Promise<CommandResult> {
  const { users } = work.stores;
  const found = await findUser(users, name);
  const added = await Promise.all((options.addGroup ?? []).map(async (group) => findGroup(users, group)));
  const removed = await Promise.all(
    (options.removeGroup ?? []).map(async (group) => findGroup(users, group)),
  );
  const problems = [found, ...added, ...removed].flatMap((result) => (result.ok ? [] : [result.error]));
  if (options.displayName !== undefined && !isDisplayName(options.displayName))
    problems.push('The name is empty, too long, or holds control characters.');
  if (typeof options.email === 'string' && !isEmailAddress(options.email))
    problems.push(`${JSON.stringify(options.email)} is no e-mail address.`);
  if (!found.ok || problems.length > 0) return refused(...problems);
  const user = found.value;
  let changed = await saveProfile(work, user, options);
  for (const group of added)
    if (group.ok && !user.groups.includes(group.value) && (await users.addMember(group.value, user.id))) {
      await work.record({ kind: 'member-added', group: group.value, user: user.name });
      changed = true;
    }
  for (const group of removed)
    if (group.ok && (await users.removeMember(group.value, user.id))) {
      await work.record({ kind: 'member-removed', group: group.value, user: user.name });
      changed = true;
    }
  await work.io.out(
    changed
      ? `Changed ${user.name}. See: gatehouse user show ${user.name}\n`
      : 'Nothing had to be changed.\n',
  );
  return done;
}
