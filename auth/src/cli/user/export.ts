import { example, type Register } from '../cli.js';
import { done } from '../command-result.js';
import { formatCsvLine } from '../../core/csv-line.js';
import { formatIsoTime } from '../plain-text.js';
import { printJson } from '../print.js';
import { personJson } from './person-json.js';

/** Also what `user import` reads. */
export const csvHeadings = ['name', 'display_name', 'email', 'groups'] as const;

export const registerUserExport: Register = (parent, cli) => {
  parent
    .command('export')
    .description('print all users, without passwords')
    .option('--csv', 'as a table for spreadsheets (default)')
    .option('--json', 'as JSON')
    .addHelpText('after', example('user export --csv > users.csv'))
    .action(async (options: { readonly json?: boolean }) =>
      cli.withStores(async ({ io, stores, record }) => {
        const users = await stores.users.list();
        if (options.json === true) await printJson(io, users.map(personJson));
        else {
          await io.out(
            formatCsvLine([...csvHeadings, 'administrator', 'disabled', 'created_at', 'last_sign_in_at']),
          );
          for (const user of users) {
            const times = [formatIsoTime(user.createdAt) ?? '', formatIsoTime(user.lastSignInAt) ?? ''];
            const flags = [user.administrator ? 'yes' : 'no', user.disabled ? 'yes' : 'no'];
            await io.out(
              formatCsvLine([
                user.name,
                user.displayName,
                user.email ?? '',
                user.groups.join(' '),
                ...flags,
                ...times,
              ]),
            );
          }
        }
        await record({ kind: 'exported', what: 'users' });
        return done;
      }),
    );
};
