import { Option } from 'commander';
import { ok, type Result } from '../../core/result.js';
import { collect } from '../collect.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { readName } from '../../core/identity/read-name.js';
import { getNewPassword, type NewPassword, type PasswordOptions } from '../new-password.js';
import { createOneTimeAddress } from '../one-time-address.js';
import { formatTime } from '../plain-text.js';

interface AddOptions extends PasswordOptions {
  readonly displayName?: string;
  readonly email?: string;
  readonly group?: readonly string[];
  readonly administrator?: boolean;
  readonly link?: boolean;
}

export const registerUserAdd: Register = (parent, cli) => {
  parent
    .command('add')
    .description('make a user; asks for the password unless told where it comes from')
    .argument('<name>', 'what the person types to sign in')
    .option('--display-name <text>', 'the name that others see (default: the user name)')
    .option('--email <address>', 'e-mail address')
    .option('--group <name>', 'make the person a member; may be given several times', collect)
    .option('--administrator', 'may administer everything')
    .addOption(
      new Option('--password-stdin', 'read the password from standard input').conflicts(['generate', 'link']),
    )
    .addOption(new Option('--generate', 'make a password and print it, once').conflicts('link'))
    .option('--link', 'no password yet: print a link by which the person sets one')
    .addHelpText('after', example('user add tom --display-name "Tom Baker" --group staff --link'))
    .action(async (name: string, options: AddOptions) =>
      cli.withStores(async (work) => addUser(work, name, options)),
    );
};

async function addUser(work: Work, text: string, options: AddOptions): Promise<CommandResult> {
  const name = readName('user', text);
  const groups = (options.group ?? []).map((group) => readName('group', group));
  const known = new Set((await work.stores.users.listGroups()).map((group) => group.name));
  const problems = [name, ...groups].flatMap((result) => (result.ok ? [] : [result.error]));
  for (const group of groups)
    if (group.ok && !known.has(group.value))
      problems.push(`There is no group ${group.value}. Make it: gatehouse group add ${group.value}`);
  if (name.ok && (await work.stores.users.findByName(name.value)) !== null)
    problems.push(`There is a user ${name.value} already. Choose another name.`);
  if (!name.ok || problems.length > 0) return refused(...problems);

  const password: Result<NewPassword | null, readonly string[]> =
    options.link === true ? ok(null) : await getNewPassword(work.io, options, name.value);
  if (!password.ok) return refused(...password.error);
  const user = await work.stores.users.create({
    name: name.value,
    displayName: options.displayName ?? text.trim(),
    email: options.email ?? null,
    administrator: options.administrator === true,
    passwordHash: password.value === null ? null : await work.hasher.hash(password.value.password),
  });
  if (user === null) return refused(`There is a user ${name.value} already. Choose another name.`);
  await work.record({ kind: 'user-created', user: user.name, administrator: user.administrator });
  for (const group of groups)
    if (group.ok && (await work.stores.users.addMember(group.value, user.id)))
      await work.record({ kind: 'member-added', group: group.value, user: user.name });
  await work.io.out(`Made the user ${user.name}.\n`);
  if (password.value?.generated === true) await work.io.out(`Password: ${password.value.password}\n`);
  if (password.value === null) {
    const address = await createOneTimeAddress({ ...work, links: work.stores.links }, 'invite', user.id);
    await work.record({ kind: 'link-made', user: user.name, purpose: 'invite' });
    await work.io.out(`Link (works once, until ${formatTime(address.expiresAt)}): ${address.link}\n`);
  }
  return done;
}
