import { example, type Register, type Work } from '../cli.js';
import { doneUnless, refused, type CommandResult } from '../command-result.js';
import { formatCsvLine } from '../../core/csv-line.js';
import { invitedCells, invitedHeads, invitePeople } from '../../core/identity/invite-people.js';
import { countOf, formatIsoTime } from '../plain-text.js';
import { newPasswordLink } from '../one-time-address.js';
import { printJson, printTable } from '../print.js';
import { readText } from '../read-text.js';
import { importRobcast, type RobcastOptions } from './import-robcast.js';
import { carryOutImport } from '../../core/identity/carry-out-import.js';
import {
  listImportNames,
  planImport,
  type ImportPlan,
  type ImportRow,
} from '../../core/identity/plan-import.js';

interface ImportOptions extends RobcastOptions {
  readonly from?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly links?: string;
}

const said: Readonly<Record<ImportRow['action'], string>> = {
  create: 'make',
  join: 'exists; add memberships',
  nothing: 'exists; nothing to do',
};

export const registerUserImport: Register = (parent, cli) => {
  parent
    .command('import')
    .description(
      'make users from a CSV file: name,display_name,email,groups; shows what it would do, does it with --yes',
    )
    .argument('<file>', 'the file, or - for standard input')
    .option('--from <system>', 'robcast: a text dump of the database of an iiif-image-auth stack instead')
    .option('--salt-file <file>', 'with --from robcast: holds its SECURITY_PASSWORD_SALT')
    .option('--single-hash', 'with --from robcast: it has SECURITY_PASSWORD_SINGLE_HASH')
    .option('--yes', 'do it')
    .option('--links <file>', 'with --yes: write one-time links of the new people there, as CSV')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', example('user import - --yes < people.csv'))
    .action(async (file: string, options: ImportOptions) =>
      cli.withStores(async (work) => {
        if (options.from === undefined) return importUsers(work, file, options);
        if (options.from === 'robcast') return importRobcast(work, file, options);
        return refused(`--from ${options.from} is not known. Only robcast is.`);
      }),
    );
};

async function importUsers(work: Work, file: string, options: ImportOptions): Promise<CommandResult> {
  const { users } = work.stores;
  if (options.links !== undefined && options.yes !== true)
    return refused('--links makes links for people who were made, so it needs --yes.');
  const text = await readText(work.io, file);
  if (!text.ok) return refused(text.error);
  const named = await users.listNamed(listImportNames(text.value));
  const known = new Map(named.map((user) => [user.name, user]));
  const groups = new Set((await users.listGroups()).map((group) => group.name));
  const plan = planImport(text.value, known, groups);
  if (!plan.ok) return refused(plan.error);
  if (options.yes === true) {
    const names = await carryOutImport(plan.value, {
      users,
      record: work.record,
      onRow: async () => undefined,
    });
    if (options.links !== undefined) await writeLinks(work, options.links, names);
  }
  // The links alone go to standard output, so that they can be sent on.
  if (options.links !== '-') await report(work, plan.value, options);
  return doneUnless(plan.value.problems);
}

async function writeLinks(work: Work, file: string, names: readonly string[]): Promise<void> {
  const { users } = work.stores;
  const lines = [formatCsvLine(invitedHeads)];
  for await (const invited of invitePeople(names, users, async (user) =>
    newPasswordLink(work, user, 'invite'),
  ))
    lines.push(formatCsvLine(invitedCells(invited, (at) => formatIsoTime(at) ?? '')));
  await work.record({ kind: 'exported', what: 'links' });
  if (file === '-') await work.io.out(lines.join(''));
  else await work.io.writeFile(file, lines.join(''));
}

async function report({ io }: Work, plan: ImportPlan, options: ImportOptions): Promise<void> {
  const done = options.yes === true;
  if (options.json === true) {
    await printJson(io, { done, rows: plan.rows, newGroups: plan.newGroups, problems: plan.problems });
    return;
  }
  await printTable(
    io,
    {
      LINE: (row) => String(row.line),
      NAME: (row) => row.name,
      ACTION: (row) => said[row.action],
      GROUPS: (row) => row.groups.join(', ') || '-',
    },
    plan.rows,
    'No rows that can be used.',
  );
  if (plan.newGroups.length > 0) await io.out(`New groups: ${plan.newGroups.join(', ')}\n`);
  const count = plan.rows.filter((row) => row.action === 'create').length;
  const bad =
    plan.problems.length === 0 ? '' : ` ${countOf(plan.problems.length, 'row')} left out, see below.`;
  await io.out(
    done
      ? `Made ${countOf(count, 'user')}. They have no password yet: gatehouse user link NAME.${bad}\n`
      : `Would make ${countOf(count, 'user')}. Nothing was changed yet; do it with --yes.${bad}\n`,
  );
}
