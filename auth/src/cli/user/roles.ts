import { noRoles, sayRoles, type AdminRoles } from '../../core/identity/standing.js';
import { readFolderNames } from '../../core/image/read-folder.js';
import { listUnknownFolders, sayUnknownFolder } from '../../core/image/unknown-folders.js';
import { collect } from '../collect.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { findUser } from './find-user.js';

interface RolesOptions {
  readonly auditor?: boolean;
  readonly manage?: readonly string[];
  readonly none?: boolean;
}

export const registerUserRoles: Register = (parent, cli) => {
  parent
    .command('roles')
    .description('say or set what somebody who is no administrator may do on the administration pages')
    .argument('<name>')
    .option('--auditor', 'reads every page, changes nothing')
    .option('--manage <folder>', 'manager of a folder; may be given several times', collect)
    .option('--none', 'take the roles away')
    .addHelpText('after', example('user roles tom --manage /maps --manage /posters'))
    .action(async (name: string, options: RolesOptions) =>
      cli.withStores(async (work) => setRoles(work, name, options)),
    );
};

async function setRoles(work: Work, name: string, options: RolesOptions): Promise<CommandResult> {
  const user = await findUser(work.stores.users, name);
  if (!user.ok) return refused(user.error);
  const before = await work.stores.roles.find(user.value.id);
  const isAsked = options.none === undefined && options.auditor === undefined && options.manage === undefined;
  if (isAsked) {
    await work.io.out(
      `${user.value.name}: ${user.value.administrator ? 'administrator' : sayRoles(before)}\n`,
    );
    return done;
  }
  const folders = readFolderNames(options.manage ?? []);
  if (!folders.ok) return refused(...folders.error);
  const after: AdminRoles =
    options.none === true ? noRoles : { auditor: options.auditor === true, folders: folders.value };
  if (sayRoles(before) !== sayRoles(after)) {
    await work.stores.roles.save(user.value.id, after);
    await work.record({
      kind: 'roles-changed',
      user: user.value.name,
      before: sayRoles(before),
      after: sayRoles(after),
    });
  }
  await work.io.out(`${user.value.name}: ${sayRoles(after)}\n`);
  for (const folder of await listUnknownFolders(work.stores.images, after.folders))
    work.io.say(`${sayUnknownFolder(folder)}\n`);
  return done;
}
