import { newPasswordFields } from '../pages/new-password-fields.js';
import type { SessionHash } from '../../core/session/session.js';
import { html } from '../../http/html.js';
import { sayDuration } from '../../http/language.js';
import { accountCookie, renewSession, sessionFields } from '../../http/middleware/session.js';
import { noteOwnChange } from '../../http/note-sign-in.js';
import { checkNewPassword } from '../new-password.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { goToAccount, sendAccountPage } from './account-page.js';
import type { AccountRequest } from './account-request.js';

function show(request: AccountRequest, status: number, problems: readonly string[]): void {
  const { ctx, deps, user, speak } = request;
  const body = html`${renderProblems(problems)}
    <p>${speak('password.hint')}</p>
    <form method="post" action="/account/password" class="narrow">
      <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
      <input type="hidden" name="username" value="${user.name}" autocomplete="username" />
      <label for="current">${speak('password.current')}</label>
      <input type="password" id="current" name="current" autocomplete="current-password" required maxlength="1024" ${describedBy(problems)} />
      ${newPasswordFields({ password: speak('password.new'), repeat: speak('password.repeat') }, false, problems)}
      <div class="actions"><button type="submit">${speak('password.change')}</button></div>
    </form>`;
  sendAccountPage(request, { title: speak('password.title'), section: 'password', body, status });
}

export async function passwordPage(request: AccountRequest): Promise<void> {
  show(request, 200, []);
}

/** What is wrong with the current password, within the limits of signing in; null: it is right. */
async function refuseCurrent(
  request: AccountRequest,
): Promise<{ readonly status: number; readonly text: string } | null> {
  const { ctx, deps, user, form, speak, language } = request;
  const outcome = await deps.signIn({
    name: user.name,
    password: form.get('current') ?? '',
    address: ctx.get('X-Gate-Client') || null,
  });
  switch (outcome.kind) {
    case 'ok':
      return null;
    case 'wrong':
      return { status: 422, text: speak('password.currentWrong') };
    case 'wait':
      ctx.set('Retry-After', String(outcome.seconds));
      return { status: 429, text: speak('login.wait', { wait: sayDuration(language, outcome.seconds) }) };
    case 'busy':
      ctx.set('Retry-After', '5');
      return { status: 503, text: speak('login.busy') };
  }
}

/** Sets a new password; whoever knew the old one is out everywhere but here. */
export async function changePassword(request: AccountRequest): Promise<void> {
  const { ctx, deps, user, form, speak } = request;
  const password = form.get('password') ?? '';
  const problems = checkNewPassword(password, form.get('repeat') ?? '', user.name, deps.isBreached, speak);
  if (problems.length > 0) {
    show(request, 422, problems);
    return;
  }
  const refused = await refuseCurrent(request);
  if (refused !== null) {
    show(request, refused.status, [refused.text]);
    return;
  }
  await deps.users.setPasswordHash(user.id, await deps.hasher.hash(password));
  await deps.oneTimeLinks.revoke('invite', user.id);
  await deps.oneTimeLinks.revoke('reset', user.id);
  const { secondFactor = false } = sessionFields(ctx);
  const here = deps.digest.sha256(ctx.cookies.get(accountCookie) ?? '') as SessionHash;
  await deps.sessions.endAllOf(user.id, here);
  await renewSession(ctx, { user: user.id, origins: [], agreements: {}, secondFactor });
  await noteOwnChange(ctx, deps, user, 'password');
  goToAccount(request, 'password', 'password-changed');
}
