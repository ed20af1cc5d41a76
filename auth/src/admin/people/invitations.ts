import type { AdminJob } from '../../core/admin-job.js';
import { invitePeople } from '../../core/identity/invite-people.js';
import { MailError } from '../../core/identity/mailer.js';
import type { User } from '../../core/identity/user.js';
import { html, type Html } from '../../http/html.js';
import { HttpProblem } from '../../http/problem.js';
import type { AdminRequest } from '../admin-request.js';
import { isReachable, mailLink } from '../mail-link.js';
import { renderNotice } from '../pages/problem-list.js';
import { sendAdminPage } from '../page.js';
import { countOf } from '../say-time.js';
import { importAddress } from './find-import.js';
import { personAddress } from './find-person.js';
import { makePasswordLink } from './make-link.js';

/** After so many seconds without a word, whoever worked on it is gone. */
const silentSeconds = 60;
/** So many in a row, and it is the mail server, not the addresses. */
const mostFailures = 5;
const shown = 200;

interface InvitationsInput {
  readonly importId: string;
}

interface InvitationsResult {
  readonly sent: number;
  /** Name and why not. */
  readonly failed: readonly (readonly [string, string])[];
  /** Null: everybody was tried. */
  readonly brokenOff: string | null;
}

async function sendAll(
  request: AdminRequest,
  names: readonly string[],
  onSent: (sent: number) => Promise<void>,
): Promise<InvitationsResult> {
  const { deps } = request;
  const failed: [string, string][] = [];
  let sent = 0;
  let inARow = 0;
  const makeLink = async (user: User) => makePasswordLink(request, user, 'invite');
  const reachable = await deps.users.listNamed(names);
  for (const user of reachable) if (!isReachable(user)) failed.push([user.name, 'no e-mail address']);
  const mailed = reachable.filter(isReachable).map(({ name }) => name);
  for await (const { user, address } of invitePeople(mailed, deps.users, makeLink)) {
    if (!isReachable(user)) continue;
    try {
      await mailLink(deps, user, 'invite', address);
      sent += 1;
      inARow = 0;
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      failed.push([user.name, error.message]);
      inARow += 1;
      if (inARow >= mostFailures) return { sent, failed, brokenOff: error.message };
    }
    await onSent(sent + failed.length);
  }
  return { sent, failed, brokenOff: null };
}

async function work(request: AdminRequest, id: string, names: readonly string[]): Promise<void> {
  const { deps } = request;
  try {
    const result = await sendAll(request, names, async (done) =>
      deps.jobs.advance(id, done, names.length, deps.clock()),
    );
    await deps.jobs.finish(id, 'finished', result, deps.clock());
  } catch (error) {
    deps.observe({ kind: 'failed', where: 'invitations', requestId: request.ctx.get('X-Request-Id'), error });
    await deps.jobs.finish(id, 'failed', null, deps.clock());
  }
}

/**
 * Mails links to those of these people who have no password yet, in the background. `importId`: who made them.
 * @returns the id of the work
 */
export async function startInvitations(
  request: AdminRequest,
  names: readonly string[],
  importId: string,
): Promise<string> {
  const { ctx, deps, user } = request;
  const now = deps.clock();
  const job: AdminJob = {
    id: deps.newId(),
    kind: 'invitations',
    owner: user.id,
    state: 'waiting',
    done: 0,
    total: names.length,
    input: { importId } satisfies InvitationsInput,
    result: null,
    createdAt: now,
    seenAt: now,
  };
  await deps.jobs.create(job);
  await deps.jobs.start(job.id, now, now);
  deps.afterAnswer(work(request, job.id, names), ctx.get('X-Request-Id'));
  return job.id;
}

function renderResult({ sent, failed, brokenOff }: InvitationsResult, home: string): Html {
  return html`${renderNotice('good', `${countOf(sent, 'invitation')} mailed.`)}
    ${brokenOff !== null && renderNotice('bad', `The mail server refuses: ${brokenOff}. The rest was not tried; look at SMTP_URL, then send again.`)}
    ${
      failed.length > 0 &&
      html`<h2>${countOf(failed.length, 'person', 'people')} got none</h2>
        <ul class="concerns">
          ${failed.slice(0, shown).map(([name, why]) => html`<li><a href="${personAddress(name)}">${name}</a>: ${why}</li>`)}
        </ul>
        <p class="quiet">
          Make a link on the page of each, or <a href="${home}">links for all on the page of the import</a>, and give
          them out yourself.
        </p>`
    }
    <p class="actions"><a class="button" href="/auth/admin/people?sort=created">See the newest people</a></p>`;
}

/** How far the mailing is; what came of it. */
export async function invitationsPage(request: AdminRequest): Promise<void> {
  const { ctx, deps, params, user } = request;
  const job = await deps.jobs.find(params['id'] ?? '');
  if (job?.kind !== 'invitations' || job.owner !== user.id)
    throw new HttpProblem(404, 'no_such_work', 'this is no longer kept');
  const isAtWork = job.state === 'running' && deps.clock() - job.seenAt < silentSeconds;
  if (isAtWork) ctx.set('Refresh', '1');
  const home = importAddress((job.input as InvitationsInput).importId);
  const body =
    job.state === 'finished'
      ? renderResult(job.result as InvitationsResult, home)
      : isAtWork
        ? html`<p><progress max="${Math.max(1, job.total)}" value="${job.done}" aria-label="Invitations"></progress></p>
            <p role="status">${job.done.toLocaleString('en')} of ${countOf(job.total, 'person', 'people')}. <a href="">Look again</a></p>`
        : renderNotice(
            'bad',
            html`This broke off. Send again <a href="${home}">from the import</a>: whoever has chosen a password is passed over.`,
          );
  sendAdminPage(request, { title: 'Invitations', section: 'people', body });
}
