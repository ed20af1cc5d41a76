import { Readable } from 'node:stream';
import type { AdminJob } from '../../core/admin-job.js';
import { formatCsvLine } from '../../core/csv-line.js';
import { invitedCells, invitedHeads, invitePeople } from '../../core/identity/invite-people.js';
import { html, type Html } from '../../http/html.js';
import { HttpProblem } from '../../http/problem.js';
import { applyHeaderProfile } from '../../http/middleware/header-profiles.js';
import { type AdminRequest, record } from '../admin-request.js';
import { postButton } from '../pages/post-button.js';
import { goTo } from '../page.js';
import { findImport, type ImportResult } from './find-import.js';
import { startInvitations } from './invitations.js';
import { makePasswordLink } from './make-link.js';

function resultOf(job: AdminJob): ImportResult {
  return { made: 0, names: [], linksMade: false, ...(job.result as Partial<ImportResult> | null) };
}

/** How the people of a finished import get their first passwords. */
export function renderInvite({ deps, ctx }: AdminRequest, job: AdminJob): Html {
  const { names, linksMade } = resultOf(job);
  if (names.length === 0) return html`<p class="quiet">Nobody is new, so nobody has to be invited.</p>`;
  const here = `/auth/admin/import-people/${job.id}`;
  const formToken = deps.formGuard.issue(ctx);
  return html`<h2>Invite them</h2>
    <p>They have no password yet. Each needs a link by which to choose one; it works once.</p>
    <div class="actions">
      ${
        deps.mailer !== null &&
        postButton({ action: `${here}/mail`, formToken, label: 'Mail everybody an invitation', kind: '' })
      }
      ${
        !linksMade &&
        postButton({
          action: `${here}/links`,
          formToken,
          label: 'Download the links as CSV, once',
          kind: 'plain',
        })
      }
    </div>
    <p class="quiet">
      ${
        linksMade
          ? 'The links were downloaded; they can not be shown again. A new one is made on the page of each person.'
          : 'The file opens these accounts to whoever has it: hand the links out, then delete it.'
      }
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
  goTo(request.ctx, `/auth/admin/invitations/${await startInvitations(request, names)}`);
}

async function* linesOf(request: AdminRequest, names: readonly string[]): AsyncGenerator<string> {
  yield formatCsvLine(invitedHeads);
  const makeLink = async (user: Parameters<typeof makePasswordLink>[1]) =>
    makePasswordLink(request, user, 'invite');
  for await (const invited of invitePeople(names, request.deps.users, makeLink))
    yield formatCsvLine(invitedCells(invited, (at) => new Date(at * 1000).toISOString()));
}

/** Links for everybody who is new, as a file, the only time they can be seen: neither log nor audit has them. */
export async function downloadLinks(request: AdminRequest): Promise<void> {
  const { ctx, deps } = request;
  const job = await findImport(request);
  const result = requireFinished(job);
  if (result.linksMade)
    throw new HttpProblem(
      409,
      'downloaded',
      'these links were downloaded; make new ones on the page of each person',
    );
  await deps.jobs.finish(job.id, 'finished', { ...result, linksMade: true }, deps.clock());
  await record(request, { kind: 'exported', what: 'links' });
  applyHeaderProfile(ctx, 'internal');
  ctx.set('Content-Disposition', 'attachment; filename="links.csv"');
  ctx.type = 'text/csv; charset=utf-8';
  ctx.body = Readable.from(linesOf(request, result.names));
}
