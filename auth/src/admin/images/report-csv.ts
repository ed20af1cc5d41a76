import { Readable } from 'node:stream';
import { formatCsvLine } from '../../core/csv-line.js';
import { type FindingKind, findingKinds, type ImageFindings } from '../../core/image/image-findings.js';
import { findingCells, findingHeads } from '../../core/image/say-finding.js';
import { applyHeaderProfile } from '../../http/middleware/header-profiles.js';
import type { AdminRequest } from '../admin-request.js';
import { askedFolders } from './asked-folders.js';
import { readKind } from './report-page.js';

const pageSize = 1000;

async function* csvLines(
  findings: ImageFindings,
  folders: readonly string[],
  kinds: readonly FindingKind[],
): AsyncGenerator<string> {
  yield formatCsvLine(findingHeads);
  for (const kind of kinds)
    for (let offset = 0; ; offset += pageSize) {
      const page = await findings.list({ kind, folders, offset, limit: pageSize });
      yield page.map((finding) => formatCsvLine(findingCells(finding))).join('');
      if (page.length < pageSize) break;
    }
}

/** The scan report, or one kind of it, for spreadsheets; no cell of it is ever a formula. */
export async function reportCsv(request: AdminRequest): Promise<void> {
  const { ctx, deps, query } = request;
  const folders = askedFolders(request);
  const kind = readKind(query.get('kind'));
  applyHeaderProfile(ctx, 'internal');
  ctx.set('Content-Disposition', 'attachment; filename="scan-report.csv"');
  ctx.type = 'text/csv; charset=utf-8';
  ctx.body = Readable.from(csvLines(deps.findings, folders, kind === null ? findingKinds : [kind]));
  await Promise.resolve();
}
