import { html } from '../../http/html.js';
import { noteOwnChange } from '../../http/note-sign-in.js';
import { sendAccountPage } from './account-page.js';
import type { AccountRequest } from './account-request.js';

/** Makes recovery codes instead of all there were, and shows them, the only time they can be shown. */
export async function showNewRecoveryCodes(request: AccountRequest): Promise<void> {
  const { ctx, deps, user, speak } = request;
  const codes = await deps.secondFactors.newRecoveryCodes(user.id);
  await noteOwnChange(ctx, deps, user, 'recovery-codes-made');
  const title = speak('security.recoveryShown');
  const file = [`${deps.look().institution} · ${user.name}`, title, '', ...codes, ''].join('\r\n');
  const body = html`<p class="notice mind" role="status">${speak('security.recoveryKeep')}</p>
    <ol class="codes">
      ${codes.map((code) => html`<li><code>${code}</code></li>`)}
    </ol>
    <div class="actions">
      <a
        class="button plain"
        download="${user.name}-recovery-codes.txt"
        href="data:text/plain;charset=utf-8,${encodeURIComponent(file)}"
        >${speak('security.recoveryDownload')}</a
      >
      <a class="button" href="${user.administrator ? '/auth/admin/' : '/account/'}"
        >${speak('security.recoveryKept')}</a
      >
    </div>`;
  sendAccountPage(request, { title, section: 'security', body });
}

/** New recovery codes on request: only for somebody who has a second factor. */
export async function renewRecoveryCodes(request: AccountRequest): Promise<void> {
  if (request.user.hasSecondFactor) await showNewRecoveryCodes(request);
  else {
    request.ctx.status = 303;
    request.ctx.set({ Location: '/account/security', 'Cache-Control': 'no-store' });
    request.ctx.body = '';
  }
}
