import { example, type Register } from '../cli.js';
import { done } from '../command-result.js';
import { formatCsvLine } from '../../core/csv-line.js';
import { personCells, personHeads } from '../../core/identity/person-cells.js';
import { formatIsoTime } from '../plain-text.js';
import { printJson } from '../print.js';
import { personJson } from './person-json.js';

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
          await io.out(formatCsvLine(personHeads));
          for (const user of users) await io.out(formatCsvLine(personCells(user, formatIsoTime)));
        }
        await record({ kind: 'exported', what: 'users' });
        return done;
      }),
    );
};
