import type { AdminJob } from '../../core/admin-job.js';
import { carryOutImport } from '../../core/identity/carry-out-import.js';
import type { ImportPlan, ImportRow } from '../../core/identity/plan-import.js';
import { epochSeconds } from '../../core/time.js';
import { html, type Html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { pageNumber, renderPager } from '../pages/pager.js';
import { renderNotice } from '../pages/problem-list.js';
import { countOf } from '../say-time.js';
import { findImport } from './find-import.js';
import { planPeople } from './import-page.js';
import { renderInvite } from './invite-imported.js';
import { personAddress } from './find-person.js';

const pageSize = 100;
const shownProblems = 200;
/** After so many seconds without a word, whoever worked on it is gone. */
const silentSeconds = 30;

const actions: Readonly<Record<ImportRow['action'], string>> = {
  create: 'New: will be made',
  join: 'Exists: groups will be added',
  nothing: 'Exists: nothing to do',
};

async function planOf(request: AdminRequest, job: AdminJob): Promise<ImportPlan> {
  const plan = await planPeople(request, (job.input as { readonly text: string }).text);
  if (!plan.ok) throw new Error(plan.error);
  return plan.value;
}

function renderBad({ problems }: ImportPlan): Html | false {
  return (
    problems.length > 0 &&
    html`<h2>${countOf(problems.length, 'row')} can not be used</h2>
      <ul class="concerns">
        ${problems.slice(0, shownProblems).map((text) => html`<li>${text}</li>`)}
      </ul>
      ${problems.length > shownProblems && html`<p class="quiet">and ${problems.length - shownProblems} more.</p>`}
      <p class="quiet">They are left out. Mend them in the file and import it again: whoever is there stays as they are.</p>`
  );
}

function renderRows(request: AdminRequest, job: AdminJob, plan: ImportPlan): Html {
  const { page, pages } = pageNumber(request.query.get('page'), plan.rows.length, pageSize);
  const rows = plan.rows.slice((page - 1) * pageSize, page * pageSize);
  if (rows.length === 0) return html`<p class="quiet">No row can be used.</p>`;
  return html`<h2>Row by row</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Rows">
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">User name</th>
            <th scope="col">Name</th>
            <th scope="col">E-mail</th>
            <th scope="col">Groups to add</th>
            <th scope="col">What happens</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <td>${row.line}</td>
                <td>${row.action === 'create' ? row.name : html`<a href="${personAddress(row.name)}">${row.name}</a>`}</td>
                <td>${row.displayName}</td>
                <td>${row.email ?? '–'}</td>
                <td>${row.groups.join(', ') || '–'}</td>
                <td>${actions[row.action]}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${renderPager({ path: `/auth/admin/import-people/${job.id}`, query: {}, page, pages, total: plan.rows.length, what: 'row' })}`;
}

function renderStart(request: AdminRequest, job: AdminJob, plan: ImportPlan, label: string): Html {
  const { ctx, deps } = request;
  return html`<form method="post" action="/auth/admin/import-people/${job.id}">
    <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
    <div class="actions">
      ${plan.rows.some((row) => row.action !== 'nothing') && html`<button type="submit">${label}</button>`}
      <a class="button plain" href="/auth/admin/import-people">Choose another file</a>
    </div>
  </form>`;
}

function renderState(request: AdminRequest, job: AdminJob, plan: ImportPlan): Html {
  const made = plan.rows.filter((row) => row.action === 'create').length;
  const joined = plan.rows.filter((row) => row.action === 'join').length;
  if (job.state === 'running' && request.deps.clock() - job.seenAt < silentSeconds) {
    request.ctx.set('Refresh', '1');
    return html`<p><progress max="${job.total}" value="${job.done}" aria-label="Rows done"></progress></p>
      <p role="status">${job.done.toLocaleString('en')} of ${countOf(job.total, 'row')} done. <a href="">Look again</a></p>`;
  }
  if (job.state === 'finished') {
    const { made: count = 0 } = (job.result ?? {}) as { readonly made?: number };
    return html`${renderNotice('good', `Done: ${countOf(count, 'person', 'people')} made.`)}
      ${renderInvite(request, job)}
      <p class="actions"><a class="button" href="/auth/admin/people?sort=created">See the newest people</a></p>`;
  }
  const broken =
    job.state === 'waiting'
      ? false
      : renderNotice('bad', 'The import broke off. What was done stays; going on does the rest.');
  const groups = plan.newGroups.length === 0 ? '' : ` New groups: ${plan.newGroups.join(', ')}.`;
  return html`${broken}
    <ul class="facts">
      <li><span>People to make</span><strong>${made.toLocaleString('en')}</strong></li>
      <li><span>Get more groups</span><strong>${joined.toLocaleString('en')}</strong></li>
      <li><span>Stay as they are</span><strong>${(plan.rows.length - made - joined).toLocaleString('en')}</strong></li>
      <li>
        <span>Bad rows</span><strong class="${plan.problems.length > 0 ? 'bad' : 'good'}">${plan.problems.length}</strong>
      </li>
    </ul>
    <p>Nothing was changed yet.${groups}</p>
    ${renderStart(request, job, plan, job.state === 'waiting' ? 'Import' : 'Go on')}`;
}

/** What an import would do, row by row; how far it is; what came of it. */
export async function importReport(request: AdminRequest): Promise<void> {
  const job = await findImport(request);
  const plan = await planOf(request, job);
  const isOver = job.state === 'finished';
  const body = html`${renderState(request, job, plan)} ${renderBad(plan)} ${!isOver && renderRows(request, job, plan)}`;
  sendAdminPage(request, { title: 'Import people', section: 'people', body });
}

async function carryOut(request: AdminRequest, job: AdminJob): Promise<void> {
  const { deps } = request;
  try {
    const plan = await planOf(request, job);
    const names = await carryOutImport(plan, {
      users: deps.users,
      record: async (event) => record(request, event),
      onRow: async (done) => {
        if (done % 20 === 0) await deps.jobs.advance(job.id, done, plan.rows.length, deps.clock());
      },
    });
    await deps.jobs.finish(job.id, 'finished', { made: names.length, names, linksMade: false }, deps.clock());
  } catch (error) {
    deps.observe({
      kind: 'failed',
      where: 'import of people',
      requestId: request.ctx.get('X-Request-Id'),
      error,
    });
    await deps.jobs.finish(job.id, 'failed', null, deps.clock());
  }
}

/** Does it, in the background; the page tells how far it is. */
export async function startImport(request: AdminRequest): Promise<void> {
  const { ctx, deps } = request;
  const job = await findImport(request);
  const now = deps.clock();
  if (await deps.jobs.start(job.id, now, epochSeconds(now - silentSeconds)))
    void carryOut(request, job).catch((error: unknown) => {
      deps.observe({ kind: 'failed', where: 'import of people', requestId: '', error });
    });
  goTo(ctx, `/auth/admin/import-people/${job.id}`);
}
