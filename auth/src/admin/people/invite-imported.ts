import { Readable } from 'node:stream';
import type { AdminJob } from '../../core/admin-job.js';
import { formatCsvLine } from '../../core/csv-line.js';
import { invitedCells, invitedHeads, invitePeople } from '../../core/identity/invite-people.js';
import { html, type Html } from '../../http/html.js';
import { HttpProblem } from '../../http/problem.js';
import { applyHeaderProfile } from '../../http/middleware/header-profiles.js';
import { type AdminRequest, record } from '../admin-request.js';
import { postButton } from '../pages/post-button.js';
import { renderProblems } from '../pages/problem-list.js';
import { goTo, sendAdminPage } from '../page.js';
import { findImport, importAddress, type ImportResult } from './find-import.js';
import { startInvitations } from './invitations.js';
import { makePasswordLink } from './make-link.js';

function resultOf(job: AdminJob): ImportResult {
  return { made: 0, names: [], linksMade: false, ...(job.result as Partial<ImportResult> | null) };
}

function newLinksButton({ deps, ctx }: AdminRequest, job: AdminJob): Html {
  return postButton({
    action: `${importAddress(job.id)}/new-links`,
    formToken: deps.formGuard.issue(ctx),
    label: 'Make new links for all who have not signed in yet',
    kind: 'plain',
  });
}

/** What becomes of those who have links already. */
const aboutNewLinks =
  'New links come as another file, and make older ones that nobody used worthless. Whoever has chosen a password is passed over.';

/** How the people of a finished import get their first passwords. */
export function renderInvite(request: AdminRequest, job: AdminJob): Html {
  const { deps, ctx } = request;
  const { names, linksMade } = resultOf(job);
  if (names.length === 0) return html`<p class="quiet">Nobody is new, so nobody has to be invited.</p>`;
  const here = importAddress(job.id);
  const formToken = deps.formGuard.issue(ctx);
  return html`<h2>Invite them</h2>
    <p>They have no password yet. Each needs a link by which to choose one; it works once.</p>
    <div class="actions">
      ${
        deps.mailer !== null &&
        postButton({ action: `${here}/mail`, formToken, label: 'Mail everybody an invitation', kind: '' })
      }
      ${
        linksMade
          ? newLinksButton(request, job)
          : postButton({
              action: `${here}/links`,
              formToken,
              label: 'Download the links as CSV, once',
              kind: 'plain',
            })
      }
    </div>
    <p class="quiet">
      ${linksMade && `The links were downloaded; they can not be shown again. ${aboutNewLinks}`}
      The file opens these accounts to whoever has it: hand the links out, then delete it. This page is kept for a day.
      ${deps.mailer === null && 'With SMTP_URL and MAIL_FROM set, invitations can be mailed instead.'}
    </p>`;
}

function requireFinished(job: AdminJob): ImportResult {
  if (job.state !== 'finished') throw new HttpProblem(409, 'not_finished', 'the import has not ended yet');
  return resultOf(job);
}

/** Mails everybody who is new and has no password yet, in the background. */
export async function mailInvitations(request: AdminRequest): Promise<void> {
  const job = await findImport(request);
  const { names } = requireFinished(job);
  if (request.deps.mailer === null)
    throw new HttpProblem(409, 'no_mail', 'this installation sends no mail; set SMTP_URL and MAIL_FROM');
  goTo(request.ctx, `/auth/admin/invitations/${await startInvitations(request, names, job.id)}`);
}

async function* linesOf(request: AdminRequest, names: readonly string[]): AsyncGenerator<string> {
  yield formatCsvLine(invitedHeads);
  const makeLink = async (user: Parameters<typeof makePasswordLink>[1]) =>
    makePasswordLink(request, user, 'invite');
  for await (const invited of invitePeople(names, request.deps.users, makeLink))
    yield formatCsvLine(invitedCells(invited, (at) => new Date(at * 1000).toISOString()));
}

/** Sends the file, the only time these links can be seen: neither log nor audit nor job has them. */
async function sendLinks(request: AdminRequest, job: AdminJob, result: ImportResult): Promise<void> {
  const { ctx, deps } = request;
  await deps.jobs.finish(job.id, 'finished', { ...result, linksMade: true }, deps.clock());
  await record(request, { kind: 'exported', what: 'links' });
  applyHeaderProfile(ctx, 'internal');
  ctx.set('Content-Disposition', 'attachment; filename="links.csv"');
  ctx.type = 'text/csv; charset=utf-8';
  ctx.body = Readable.from(linesOf(request, result.names));
}

/** Links for everybody who is new, as a file, once: a second file would take the first one's worth, so it has a button of its own. */
export async function downloadLinks(request: AdminRequest): Promise<void> {
  const job = await findImport(request);
  const result = requireFinished(job);
  if (!result.linksMade) return sendLinks(request, job, result);
  const body = html`${renderProblems(['These links were downloaded; they can not be shown again.'])}
    <p>If the file is lost, make new ones. ${aboutNewLinks}</p>
    <div class="actions">
      ${newLinksButton(request, job)}
      <a class="button plain" href="${importAddress(job.id)}">Back to the import</a>
    </div>`;
  sendAdminPage(request, { title: 'The links were downloaded', section: 'people', body, status: 409 });
}

/** The same for those who have no password yet, as often as it is asked for; the links before count no more. */
export async function renewLinks(request: AdminRequest): Promise<void> {
  const job = await findImport(request);
  await sendLinks(request, job, requireFinished(job));
}
