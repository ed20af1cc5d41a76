import { type Command, InvalidArgumentError, Option } from 'commander';
import { auditKinds, isAuditDay, readAuditFilter, toAuditQuery } from '../../admin/audit/audit-filter.js';
import { actorOf, auditCells, auditHeads } from '../../core/audit/audit-cells.js';
import type { AuditLog, NumberedAuditEntry } from '../../core/audit/audit-log.js';
import { example, type Register, type Work } from '../cli.js';
import { done, type CommandResult } from '../command-result.js';
import { formatCsvLine } from '../../core/csv-line.js';
import { parseWhole } from '../parse-whole.js';
import { formatIsoTime } from '../plain-text.js';
import { printJsonArray } from '../print.js';

interface ExportOptions {
  readonly after?: number;
  readonly json?: boolean;
  readonly show?: string;
  readonly who?: string;
  readonly from?: string;
  readonly until?: string;
}

const pageSize = 1000;

export const registerAuditExport: Register = (parent, cli) => {
  parent
    .command('export')
    .description('print what happened, oldest first; what is filtered, newest first')
    .option('--after <number>', 'only what came after this entry', parseWhole)
    .addOption(new Option('--show <kind>', 'only these').choices(auditKinds))
    .option('--who <user>', 'only what this user did, or what was done to them')
    .option('--from <day>', 'only from this day on, e.g. 2031-01-01', parseDay)
    .option('--until <day>', 'only until this day, the whole of it', parseDay)
    .option('--csv', 'as a table for spreadsheets (default)')
    .option('--json', 'as JSON')
    .addHelpText('after', example('audit export --show people --who tom > audit.csv'))
    .action(async (options: ExportOptions, command: Command) => {
      if (options.after !== undefined && isFiltered(options))
        command.error('error: --after goes with no filter', { exitCode: 2 });
      await cli.withStores(async (work) => exportAudit(work, options));
    });
};

async function* entriesAfter(audit: AuditLog, after: number | null): AsyncGenerator<NumberedAuditEntry> {
  for (let page = await audit.listAfter(after, pageSize); page.length > 0;) {
    yield* page;
    page = await audit.listAfter(page.at(-1)?.number ?? null, pageSize);
  }
}

/** @throws InvalidArgumentError */
function parseDay(text: string): string {
  if (isAuditDay(text)) return text;
  throw new InvalidArgumentError('There is no such day. Write a day of the calendar as 2031-01-31.');
}

function isFiltered({ show, who, from, until }: ExportOptions): boolean {
  return [show, who, from, until].some((value) => value !== undefined);
}

/** What the audit page shows for the same filter, newest first. */
async function* filtered(
  { stores, config }: Work,
  options: ExportOptions,
): AsyncGenerator<NumberedAuditEntry> {
  const { show = '', who = '', from = '', until = '' } = options;
  const filter = readAuditFilter(new Map(Object.entries({ show, who, from, until })));
  const asked = toAuditQuery(filter, config.timeZone);
  if (!asked.ok) throw new Error(asked.error.join(' '));
  for (let before: number | null = null; ;) {
    const page = await stores.audit.listPage({ ...asked.value, before, limit: pageSize });
    const last = page.at(-1);
    if (last === undefined) return;
    yield* page;
    before = last.number;
  }
}

async function* asJson(entries: AsyncIterable<NumberedAuditEntry>): AsyncGenerator {
  for await (const { number, at, actor, address, event } of entries)
    yield { number, at: formatIsoTime(at), actor: actorOf(actor), address, ...event };
}

async function exportAudit(work: Work, options: ExportOptions): Promise<CommandResult> {
  const { io, stores, record } = work;
  const entries = isFiltered(options)
    ? filtered(work, options)
    : entriesAfter(stores.audit, options.after ?? null);
  if (options.json === true) await printJsonArray(io, asJson(entries));
  else {
    await io.out(formatCsvLine(auditHeads));
    for await (const entry of entries)
      await io.out(formatCsvLine(auditCells(entry, (at) => formatIsoTime(at) ?? '')));
  }
  await record({ kind: 'exported', what: 'audit' });
  return done;
}
