import type { DerivativeSummary } from '../core/image/derivatives.js';
import type { ScanReport } from '../core/image/image-catalogue.js';
import { mayReadAll } from '../core/identity/standing.js';
import { sayDerivatives, sayDerivativeTrouble } from '../core/image/say-derivatives.js';
import { type Html, html } from '../http/html.js';
import type { AdminRequest } from './admin-request.js';
import { renderEntries } from './audit/render-entries.js';
import { findConcerns, renderConcerns } from './concerns.js';
import { folderAddress } from './folders/folder-address.js';
import { chartDays, chartHours, renderCharts } from './overview-charts.js';
import { hourOf } from '../core/refusal-count.js';
import { epochSeconds } from '../core/time.js';
import { renderQuestion } from './first-rules.js';
import { renderFileProblems } from './images/file-problems.js';
import { sendAdminPage } from './page.js';
import { countOf, sayAgo } from './say-time.js';
import { renderUpkeepFacts } from './upkeep-facts.js';

const shownProblems = 5;

function sayScan(scan: ScanReport | null, now: number): string {
  if (scan === null) return 'not yet';
  if (scan.state === 'running') return `at work: ${countOf(scan.images, 'image')} so far`;
  const when = sayAgo(now - (scan.finishedAt ?? scan.startedAt));
  return scan.state === 'abandoned' ? `broken off, ${when}` : when;
}

/** What a manager of folders sees first. */
function managerOverview(request: AdminRequest): void {
  const { folders } = request.standing;
  const body = html`<p>You look after these folders: their rules, and the people of the groups that count there only.</p>
    <ul class="tree">
      ${folders.map((folder) => html`<li><a href="${folderAddress(folder)}">/${folder}</a></li>`)}
    </ul>
    <p>You can give others no more than you may see yourself.</p>
    <p class="actions"><a class="button small" href="/auth/admin/new-person">New person</a></p>`;
  sendAdminPage(request, { title: 'Your folders', section: 'overview', body });
}

/** Nothing where no file needs one. */
function renderDerivatives(summary: DerivativeSummary | null): Html | false {
  if (summary === null || summary.ready + summary.queued + summary.failed === 0) return false;
  const trouble = sayDerivativeTrouble(summary);
  return html`<p id="derivatives" class="${trouble === null ? 'quiet' : 'bad'}">
    Tiled copies of your images: ${sayDerivatives(summary)}.${trouble !== null && html` <strong>${trouble}</strong>`}
  </p>`;
}

/** What an administrator sees first. */
export async function overviewPage(request: AdminRequest): Promise<void> {
  const { ctx, deps, standing } = request;
  if (!mayReadAll(standing)) {
    managerOverview(request);
    return;
  }
  const now = deps.clock();
  const [
    current,
    images,
    scan,
    problems,
    people,
    entries,
    groups,
    isReady,
    administrators,
    upkeep,
    derivatives,
    leaving,
    tiers,
    days,
    refusals,
  ] = await Promise.all([
    deps.policies.current(),
    deps.images.count(),
    deps.catalogue.lastScan('images'),
    deps.catalogue.listProblems(shownProblems + 1),
    deps.sessions.countPeople(),
    deps.audit.listNewest(8),
    deps.users.listGroups(),
    deps.isReady(),
    deps.users.countAdministrators(),
    deps.upkeep(),
    deps.derivatives.summary(),
    deps.users.listPage({
      search: '',
      state: 'deletion-asked',
      group: null,
      sort: 'name',
      offset: 0,
      limit: 1,
    }),
    deps.publicTiers(),
    deps.audit.countDays(
      ['sign-in', 'sign-in-refused', 'sign-in-limited'],
      epochSeconds(now - chartDays * 86_400),
    ),
    deps.refusalCounts.listSince(hourOf(now) - chartHours + 1),
  ]);
  const unanswered = current === null || current.policy.folders.length === 0;
  const concerns = findConcerns({
    now,
    isReady,
    scan,
    images,
    administrators,
    deletionRequests: leaving.total,
    groups: groups.map((group) => group.name),
    policy: current?.policy ?? null,
    scanIntervalSeconds: deps.config.scanIntervalSeconds,
    warnings: deps.config.warnings,
    upkeep,
  });
  const rules =
    current === null
      ? 'none yet'
      : `version ${current.number}, ${countOf(current.policy.folders.length, 'rule')}`;
  const body = html`${unanswered && renderQuestion(deps.formGuard.issue(ctx))}
    <ul class="facts">
      <li>
        <span>Health</span><strong class="${isReady ? 'good' : 'bad'}">${isReady ? '✓ Well' : '✗ Not well'}</strong>
      </li>
      <li><span>Images</span><strong><a href="/auth/admin/images">${images.toLocaleString('en')}</a></strong></li>
      <li><span>Last look at the folder</span><strong>${sayScan(scan, now)}</strong></li>
      <li><span>People signed in</span><strong><a href="/auth/admin/sessions">${people}</a></strong></li>
      ${renderUpkeepFacts(upkeep, now)}
      <li><span>Rules</span><strong><a href="/auth/admin/rules">${rules}</a></strong></li>
    </ul>
    <p class="quiet"><a href="/auth/admin/doctor">Have the doctor examine this installation</a></p>
    ${renderDerivatives(derivatives)} ${renderConcerns(concerns)} ${renderCharts({ tiers, days, refusals, now })}
    ${
      problems.length > 0 &&
      html`<h2>Files that are not served</h2>
        ${renderFileProblems(problems.slice(0, shownProblems))}
        <p><a href="/auth/admin/images/report">The whole scan report</a></p>`
    }
    <h2>What happened last</h2>
    ${
      entries.length === 0
        ? html`<p class="quiet">Nothing yet. Sign-ins and changes will be listed here.</p>`
        : html`${renderEntries(entries, deps.config.timeZone)}
            <p><a href="/auth/admin/audit">The whole audit</a></p>`
    }`;
  sendAdminPage(request, { title: 'Overview', section: 'overview', body });
}
