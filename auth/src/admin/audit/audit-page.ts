import { Readable } from 'node:stream';
import type { AuditLog } from '../../core/audit/audit-log.js';
import { auditCells, auditHeads } from '../../core/audit/audit-cells.js';
import type { AuditEvent } from '../../core/audit/event.js';
import { formatCsvLine } from '../../core/csv-line.js';
import { applyHeaderProfile } from '../../http/middleware/header-profiles.js';
import { html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { sendAdminPage } from '../page.js';
import { listAddress } from '../pages/pager.js';
import { renderEntries } from './render-entries.js';

const pageSize = 100;

/** What to filter by. */
const filters: Readonly<
  Record<string, { readonly name: string; readonly kinds: readonly AuditEvent['kind'][] }>
> = {
  'sign-ins': { name: 'Sign-ins and sign-outs', kinds: ['sign-in', 'sign-out', 'sessions-ended'] },
  refused: { name: 'Refused sign-ins', kinds: ['sign-in-refused', 'sign-in-limited'] },
  people: {
    name: 'People',
    kinds: ['user-created', 'user-changed', 'roles-changed', 'user-deleted', 'link-made', 'link-used'],
  },
  groups: { name: 'Groups', kinds: ['group-created', 'group-deleted', 'member-added', 'member-removed'] },
  rules: { name: 'Rules', kinds: ['policy-published'] },
  access: {
    name: 'Tokens, keys and agreements',
    kinds: ['token-issued', 'key-created', 'key-revoked', 'agreed', 'agreement-withdrawn'],
  },
  exports: { name: 'Exports', kinds: ['exported'] },
};

function filterOf(text: string | undefined): string {
  return text !== undefined && Object.hasOwn(filters, text) ? text : '';
}

/** What happened, newest first. */
export async function auditPage(request: AdminRequest): Promise<void> {
  const { deps, query } = request;
  const filter = filterOf(query.get('show'));
  const text = query.get('before') ?? '';
  const before = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
  const kinds = filters[filter]?.kinds ?? null;
  const entries = await deps.audit.listPage({ kinds, before, limit: pageSize + 1 });
  const shown = entries.slice(0, pageSize);
  const last = shown.at(-1)?.number;
  const options = Object.entries(filters).map(([value, { name }]) =>
    value === filter
      ? html`<option value="${value}" selected>${name}</option>`
      : html`<option value="${value}">${name}</option>`,
  );
  const path = '/auth/admin/audit';
  const body = html`<form method="get" action="${path}" class="narrow">
      <label for="show">Show</label>
      <select id="show" name="show">
        <option value="">Everything</option>
        ${options}
      </select>
      <div class="actions">
        <button type="submit" class="plain">Show</button>
        <a href="/auth/admin/audit.csv">Everything as CSV</a>
      </div>
    </form>
    ${
      shown.length === 0
        ? html`<p class="quiet">Nothing of this kind has happened.</p>`
        : renderEntries(shown, deps.config.timeZone)
    }
    <p class="pages">
      ${before !== null && html`<a href="${listAddress(path, { show: filter })}">Newest</a>`}
      ${
        entries.length > pageSize &&
        last !== undefined &&
        html`<a href="${listAddress(path, { show: filter, before: String(last) })}" rel="next">Older</a>`
      }
    </p>`;
  sendAdminPage(request, { title: 'Audit', section: 'audit', body });
}

async function* csvLines(audit: AuditLog): AsyncGenerator<string> {
  yield formatCsvLine(auditHeads);
  for (let page = await audit.listAfter(null, 1000); page.length > 0;) {
    yield page
      .map((entry) => formatCsvLine(auditCells(entry, (at) => new Date(at * 1000).toISOString())))
      .join('');
    page = await audit.listAfter(page.at(-1)?.number ?? null, 1000);
  }
}

/** The whole audit for spreadsheets; no cell of it is ever a formula. */
export async function auditCsv(request: AdminRequest): Promise<void> {
  const { ctx, deps } = request;
  await record(request, { kind: 'exported', what: 'audit' });
  applyHeaderProfile(ctx, 'internal');
  ctx.set('Content-Disposition', 'attachment; filename="audit.csv"');
  ctx.type = 'text/csv; charset=utf-8';
  ctx.body = Readable.from(csvLines(deps.audit));
}
