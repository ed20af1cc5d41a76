import { example, type Register } from '../cli.js';
import { done } from '../command-result.js';
import { formatTime } from '../plain-text.js';
import { printJson, printTable } from '../print.js';
import { personJson } from './person-json.js';

export const registerUserList: Register = (parent, cli) => {
  parent
    .command('list')
    .description('list users')
    .option('--group <name>', 'only members of this group')
    .option('--json', 'print JSON')
    .addHelpText('after', example('user list --group staff'))
    .action(async (options: { readonly group?: string; readonly json?: boolean }) =>
      cli.withStores(async ({ io, stores }) => {
        const all = await stores.users.list();
        const { group } = options;
        const users =
          group === undefined ? all : all.filter((user) => user.groups.includes(group.toLowerCase()));
        if (options.json === true) await printJson(io, users.map(personJson));
        else
          await printTable(
            io,
            {
              NAME: (user) => user.name,
              'DISPLAY NAME': (user) => user.displayName,
              GROUPS: (user) => user.groups.join(', ') || '-',
              STATE: (user) =>
                [user.disabled ? 'disabled' : 'active', user.administrator ? 'administrator' : '']
                  .filter((word) => word !== '')
                  .join(', '),
              'LAST SIGN-IN': (user) => formatTime(user.lastSignInAt),
            },
            users,
            group === undefined
              ? 'No users yet. Make one: gatehouse user add NAME'
              : `Nobody is a member of ${group}.`,
          );
        return done;
      }),
    );
};
