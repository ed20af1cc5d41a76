import { fewestDays, findRetention, mostDays, saveRetention } from '../../core/audit/retention.js';
import { html, type Html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { listAddress } from '../pages/pager.js';
import { isOvertaken, sayOvertaken } from '../overtaken.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { readAuditFilter, renderAuditFilter, toAuditQuery } from './audit-filter.js';
import { renderEntries } from './render-entries.js';

const pageSize = 100;
const path = '/auth/admin/audit';

/** How long, in words; what the form carries along of what it was made from. */
const sayDays = (days: number | null): string => (days === null ? 'for ever' : `${days} days`);

function renderRetention(
  formToken: string,
  now: number | null,
  typed: string,
  problems: readonly string[] = [],
): Html {
  return html`<h2>How long entries are kept</h2>
    <form method="post" action="${path}/retention" class="narrow">
      <input type="hidden" name="form_token" value="${formToken}" />
      <input type="hidden" name="before" value="${sayDays(now)}" />
      <label for="days">Days <span class="quiet">(${fewestDays} to ${mostDays}; empty: for ever)</span></label>
      <input type="number" id="days" name="days" min="${fewestDays}" max="${mostDays}" value="${typed}" ${describedBy(problems)} />
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
  if (!asked.ok) {
    const body = html`${renderProblems(asked.error)} ${renderAuditFilter(filter)}
      <p><a href="${path}">Everything</a></p>`;
    sendAdminPage(request, { title: 'Audit', section: 'audit', body, status: 422 });
    return;
  }
  const [entries, days] = await Promise.all([
    deps.audit.listPage({ ...asked.value, before, limit: pageSize + 1 }),
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
    ${renderRetention(deps.formGuard.issue(ctx), days, days === null ? '' : String(days))}`;
  sendAdminPage(request, { title: 'Audit', section: 'audit', body });
}

/** Sets how long entries are kept. */
export async function setRetention(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const typed = (form.get('days') ?? '').trim();
  const days = typed === '' ? null : Number(typed);
  const before = await findRetention(deps.settings);
  const possible = days === null || (Number.isSafeInteger(days) && days >= fewestDays && days <= mostDays);
  const problems = [
    ...(possible ? [] : [`Write a number of days from ${fewestDays} to ${mostDays}, or nothing.`]),
    ...(before !== days && isOvertaken(form, sayDays(before)) ? [sayOvertaken(sayDays(before))] : []),
  ];
  if (problems.length > 0) {
    const body = html`${renderProblems(problems)}
      ${renderRetention(deps.formGuard.issue(ctx), before, typed, problems)}
      <p><a href="${path}">Back to the audit</a></p>`;
    sendAdminPage(request, { title: 'Nothing was changed', section: 'audit', body, status: 422 });
    return;
  }
  if (before !== days) {
    await saveRetention(deps.settings, days);
    await record(request, { kind: 'retention-set', before, after: days });
  }
  goTo(ctx, path, 'retention-saved');
}
