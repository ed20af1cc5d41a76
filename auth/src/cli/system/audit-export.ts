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
}

const pageSize = 1000;

export const registerAuditExport: Register = (parent, cli) => {
  parent
    .command('export')
    .description('print what happened, oldest first')
    .option('--after <number>', 'only what came after this entry', parseWhole)
    .option('--csv', 'as a table for spreadsheets (default)')
    .option('--json', 'as JSON')
    .addHelpText('after', example('audit export --csv > audit.csv'))
    .action(async (options: ExportOptions) => cli.withStores(async (work) => exportAudit(work, options)));
};

async function* entriesAfter(audit: AuditLog, after: number | null): AsyncGenerator<NumberedAuditEntry> {
  for (let page = await audit.listAfter(after, pageSize); page.length > 0;) {
    yield* page;
    page = await audit.listAfter(page.at(-1)?.number ?? null, pageSize);
  }
}

async function* asJson(entries: AsyncIterable<NumberedAuditEntry>): AsyncGenerator {
  for await (const { number, at, actor, address, event } of entries)
    yield { number, at: formatIsoTime(at), actor: actorOf(actor), address, ...event };
}

async function exportAudit({ io, stores, record }: Work, options: ExportOptions): Promise<CommandResult> {
  const entries = entriesAfter(stores.audit, options.after ?? null);
  if (options.json === true) await printJsonArray(io, asJson(entries));
  else {
    await io.out(formatCsvLine(auditHeads));
    for await (const entry of entries)
      await io.out(formatCsvLine(auditCells(entry, (at) => formatIsoTime(at) ?? '')));
  }
  await record({ kind: 'exported', what: 'audit' });
  return done;
}
