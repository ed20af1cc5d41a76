import { Readable } from 'node:stream';
import { auditCells, auditHeads } from '../../core/audit/audit-cells.js';
import type { AuditLog, AuditQuery } from '../../core/audit/audit-log.js';
import { formatCsvLine } from '../../core/csv-line.js';
import { applyHeaderProfile } from '../../http/middleware/header-profiles.js';
import { HttpProblem } from '../../http/problem.js';
import { type AdminRequest, record } from '../admin-request.js';
import { readAuditFilter, toAuditQuery } from './audit-filter.js';

const pageSize = 1000;

async function* csvLines(
  audit: AuditLog,
  asked: Pick<AuditQuery, 'kinds' | 'who' | 'from' | 'until'>,
): AsyncGenerator<string> {
  yield formatCsvLine(auditHeads);
  for (let before: number | null = null; ;) {
    const page = await audit.listPage({ ...asked, before, limit: pageSize });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page
      .map((entry) => formatCsvLine(auditCells(entry, (at) => new Date(at * 1000).toISOString())))
      .join('');
    before = last.number;
  }
}

/**
 * The audit, or what was filtered of it, for spreadsheets, newest first; no cell of it is ever a formula.
 * @throws HttpProblem 422 for a filter with a day that there is not
 */
export async function auditCsv(request: AdminRequest): Promise<void> {
  const { ctx, deps, query } = request;
  const asked = toAuditQuery(readAuditFilter(query), deps.config.timeZone);
  if (!asked.ok) {
    const told = 'The filter names a day that there is not. Write days of the calendar as 2031-01-31.';
    throw new HttpProblem(422, 'bad_filter', told, null, told);
  }
  await record(request, { kind: 'exported', what: 'audit' });
  applyHeaderProfile(ctx, 'internal');
  ctx.set('Content-Disposition', 'attachment; filename="audit.csv"');
  ctx.type = 'text/csv; charset=utf-8';
  ctx.body = Readable.from(csvLines(deps.audit, asked.value));
}
