import { fewestDays, findRetention, mostDays, saveRetention } from '../../core/audit/retention.js';
import { html, type Html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { listAddress } from '../pages/pager.js';
import { renderProblems } from '../pages/problem-list.js';
import { readAuditFilter, renderAuditFilter, toAuditQuery } from './audit-filter.js';
import { renderEntries } from './render-entries.js';

const pageSize = 100;
const path = '/auth/admin/audit';

function renderRetention(formToken: string, days: number | null): Html {
  return html`<h2>How long entries are kept</h2>
    <form method="post" action="${path}/retention" class="narrow">
      <input type="hidden" name="form_token" value="${formToken}" />
      <label for="days">Days <span class="quiet">(${fewestDays} to ${mostDays}; empty: for ever)</span></label>
      <input type="number" id="days" name="days" min="${fewestDays}" max="${mostDays}" value="${days === null ? '' : String(days)}" />
      <button type="submit" class="plain">Save</button>
    </form>
    <p class="quiet">Older entries are forgotten within minutes, for good. That they were is noted.</p>`;
}

/** What happened, newest first. */
export async function auditPage(request: AdminRequest): Promise<void> {
  const { ctx, deps, query } = request;
  const filter = readAuditFilter(query);
  const text = query.get('before') ?? '';
  const before = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
  const asked = toAuditQuery(filter, deps.config.timeZone);
  const [entries, days] = await Promise.all([
    deps.audit.listPage({ ...asked, before, limit: pageSize + 1 }),
    findRetention(deps.settings),
  ]);
  const shown = entries.slice(0, pageSize);
  const last = shown.at(-1)?.number;
  const fields = { ...filter };
  const body = html`${renderAuditFilter(filter)}
    ${
      shown.length === 0
        ? html`<p class="quiet">Nothing of this kind has happened. Choose “Everything”, or a longer time.</p>`
        : renderEntries(shown, deps.config.timeZone)
    }
    <p class="pages">
      ${before !== null && html`<a href="${listAddress(path, fields)}">Newest</a>`}
      ${
        entries.length > pageSize &&
        last !== undefined &&
        html`<a href="${listAddress(path, { ...fields, before: String(last) })}" rel="next">Older</a>`
      }
    </p>
    <p class="actions">
      <a class="button small plain" href="${listAddress(`${path}.csv`, fields)}">Export these as CSV</a>
      <a href="${path}.csv">Everything as CSV</a>
    </p>
    ${renderRetention(deps.formGuard.issue(ctx), days)}`;
  sendAdminPage(request, { title: 'Audit', section: 'audit', body });
}

/** Sets how long entries are kept. */
export async function setRetention(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const typed = (form.get('days') ?? '').trim();
  const days = typed === '' ? null : Number(typed);
  if (days !== null && !(Number.isSafeInteger(days) && days >= fewestDays && days <= mostDays)) {
    const body = html`${renderProblems([`Write a number of days from ${fewestDays} to ${mostDays}, or nothing.`])}
      <p><a href="${path}">Back to the audit</a></p>`;
    sendAdminPage(request, { title: 'Nothing was changed', section: 'audit', body, status: 422 });
    return;
  }
  const before = await findRetention(deps.settings);
  if (before !== days) {
    await saveRetention(deps.settings, days);
    await record(request, { kind: 'retention-set', before, after: days });
  }
  goTo(ctx, path, 'retention-saved');
}
