import { makeOneTimeLink, type OneTimeAddress } from '../../core/identity/make-one-time-link.js';
import type { User } from '../../core/identity/user.js';
import { html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { sendAdminPage } from '../page.js';
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
  const maker = {
    links: deps.oneTimeLinks,
    publicUrl: deps.config.publicUrl,
    now: deps.clock,
    newSecret: deps.newId,
    sha256: deps.digest.sha256,
  };
  const address = await makeOneTimeLink(maker, purpose, user.id);
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
    <p><a href="${personAddress(user.name)}">On to the page of ${user.name}</a></p>`;
  sendAdminPage(request, { title: 'Link for a password', section: 'people', body });
}
