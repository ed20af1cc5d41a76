import { needsSecondFactor } from '../../core/identity/second-factor.js';
import { mayEnter } from '../../core/identity/standing.js';
import { html } from '../../http/html.js';
import { noteOwnChange } from '../../http/note-sign-in.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { goToAccount, sendAccountPage } from './account-page.js';
import type { AccountRequest } from './account-request.js';
import { goOnAfterEnrolment } from './after-enrolment.js';
import { qrPicture } from './qr-picture.js';
import { showSecurity } from './security.js';

function showSetup(request: AccountRequest, proposal: string, problems: readonly string[]): void {
  const { ctx, deps, user, speak } = request;
  const secret = deps.secondFactors.open(user.id, proposal) ?? '';
  const address = deps.secondFactors.address(secret, deps.look().institution, user.name);
  const body = html`<p>${speak('totp.scan')}</p>
    ${qrPicture(address, speak('totp.picture'))}
    <p>${speak('totp.orType')}</p>
    <code class="copy" tabindex="0">${secret.replace(/.{4}(?=.)/g, '$& ')}</code>
    ${renderProblems(problems)}
    <form method="post" action="/account/totp" class="narrow">
      <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
      <input type="hidden" name="proposal" value="${proposal}" />
      <label for="code">${speak('totp.confirm')}</label>
      <input
        type="text"
        id="code"
        name="code"
        inputmode="numeric"
        autocomplete="one-time-code"
        required
        autofocus
        maxlength="20"
        ${describedBy(problems)}
      />
      <div class="actions">
        <button type="submit">${speak('totp.button')}</button>
        <a href="/account/security">${speak('login.cancel')}</a>
      </div>
    </form>`;
  const status = problems.length === 0 ? 200 : 422;
  sendAccountPage(request, { title: speak('totp.title'), section: 'security', body, status });
}

/** A new secret for an app: as picture and as text. Nothing is kept until a code shows that the app has it. */
export async function totpPage(request: AccountRequest): Promise<void> {
  showSetup(request, request.deps.secondFactors.propose(request.user.id), []);
}

export async function setUpTotp(request: AccountRequest): Promise<void> {
  const { ctx, deps, user, form, speak } = request;
  const proposal = form.get('proposal') ?? '';
  if (deps.secondFactors.open(user.id, proposal) === null) {
    await totpPage(request);
    return;
  }
  if (!(await deps.secondFactors.adopt(user.id, proposal, (form.get('code') ?? '').slice(0, 100)))) {
    showSetup(request, proposal, [speak('totp.wrong')]);
    return;
  }
  await noteOwnChange(ctx, deps, user, 'codes-set-up');
  await goOnAfterEnrolment(request, 'codes-added');
}

/** Whether something would be left that the account needs, if this many factors went. */
async function isOnlyFactor({ deps, user }: AccountRequest): Promise<boolean> {
  const codes = (await deps.secondFactors.hasCodes(user.id)) ? 1 : 0;
  return codes + (await deps.passkeyStore.listOf(user.id)).length <= 1;
}

/** Refuses to take away the only factor of somebody who needs one. @returns true after having refused */
export async function refuseLastFactor(request: AccountRequest): Promise<boolean> {
  const { deps, user, standing, speak } = request;
  const factors = { ...user, mayAdminister: mayEnter(standing) };
  if (!needsSecondFactor(factors, deps.config.secondFactor) || !(await isOnlyFactor(request))) return false;
  await showSecurity(request, [speak('security.lastStays')], 409);
  return true;
}

export async function removeTotp(request: AccountRequest): Promise<void> {
  const { ctx, deps, user } = request;
  if ((await deps.secondFactors.hasCodes(user.id)) && (await refuseLastFactor(request))) return;
  if (await deps.secondFactors.removeCodes(user.id)) await noteOwnChange(ctx, deps, user, 'codes-removed');
  goToAccount(request, 'security', 'codes-removed');
}
