import type { OneTimeAddress } from '../../core/identity/make-one-time-link.js';
import type { User } from '../../core/identity/user.js';
import { html } from '../../http/html.js';
import { HttpProblem } from '../../http/problem.js';
import { MailError } from '../../core/identity/mailer.js';
import { type AdminRequest, record } from '../admin-request.js';
import { isReachable, mailLink, makeLinkFor } from '../mail-link.js';
import { postButton } from '../pages/post-button.js';
import { renderProblems } from '../pages/problem-list.js';
import { goTo, sendAdminPage } from '../page.js';
import { renderTime } from '../say-time.js';
import { personAddress } from './find-person.js';

/** Makes the one link by which somebody sets a password; older ones work no more. */
export async function makePasswordLink(
  request: AdminRequest,
  user: User,
  purpose: 'invite' | 'reset',
): Promise<OneTimeAddress> {
  const { deps } = request;
  await deps.oneTimeLinks.revoke('invite', user.id);
  await deps.oneTimeLinks.revoke('reset', user.id);
  const address = await makeLinkFor(deps, user, purpose);
  await record(request, { kind: 'link-made', user: user.name, purpose });
  return address;
}

/** Shows a link, the only time it can be shown. */
export function sendLinkPage(request: AdminRequest, user: User, { link, expiresAt }: OneTimeAddress): void {
  const body = html`<p class="notice good" role="status">
      Give this link to <strong>${user.displayName}</strong> by a way you trust. It is shown only now and works once,
      until ${renderTime(expiresAt, request.deps.config.timeZone)}.
    </p>
    <code class="copy" tabindex="0">${link}</code>
    ${
      request.deps.mailer !== null &&
      isReachable(user) &&
      postButton({
        action: `${personAddress(user.name)}/mail-link`,
        formToken: request.deps.formGuard.issue(request.ctx),
        label: `Mail a new link to ${user.email} instead`,
        kind: 'plain',
      })
    }
    <p><a href="${personAddress(user.name)}">On to the page of ${user.name}</a></p>`;
  sendAdminPage(request, { title: 'Link for a password', section: 'people', body });
}

/** Makes a link and sends it by mail: nobody but the person sees it. */
export async function sendLinkByMail(
  request: AdminRequest,
  user: User,
  purpose: 'invite' | 'reset',
): Promise<void> {
  const { deps } = request;
  if (deps.mailer === null || !isReachable(user))
    throw new HttpProblem(409, 'no_mail', 'set SMTP_URL, and give the person an e-mail address first');
  const address = await makePasswordLink(request, user, purpose);
  try {
    await mailLink(deps, user, purpose, address);
  } catch (thrown) {
    if (!(thrown instanceof MailError)) throw thrown;
    const body = html`${renderProblems([`Nothing was sent: ${thrown.message}.`])}
      <p>Look at SMTP_URL, or <a href="${personAddress(user.name)}">make a link</a> and give it to the person yourself.</p>`;
    sendAdminPage(request, { title: 'The mail was not sent', section: 'people', body, status: 502 });
    return;
  }
  goTo(request.ctx, personAddress(user.name), 'link-mailed');
}
