import type { SessionHash } from '../core/session/session.js';
import { html } from '../http/html.js';
import { accountCookie, renewSession, sessionFields } from '../http/middleware/session.js';
import type { AdminRequest, Form } from './admin-request.js';
import { sendAdminPage } from './page.js';
import { renderProblems } from './pages/problem-list.js';

const freshSeconds = 600;
const passwordField = 'password_again';

/** What is never put into a page again. */
const notRepeated = new Set([passwordField, 'form_token', 'password', 'repeat']);

async function isFresh({ ctx, deps }: AdminRequest): Promise<boolean> {
  const cookie = ctx.cookies.get(accountCookie);
  if (cookie === undefined) return false;
  const session = await deps.sessions.find(deps.digest.sha256(cookie) as SessionHash);
  return session !== null && deps.clock() - session.createdAt < freshSeconds;
}

function askAgain(request: AdminRequest, status: number, problems: readonly string[]): void {
  const { ctx, deps, user, form } = request;
  const fields = [...form].filter(([name]) => !notRepeated.has(name));
  const body = html`<p>
      This changes who may see or administer something, and you signed in more than ten minutes ago. What you
      entered is kept.
    </p>
    ${renderProblems(problems)}
    <form method="post" action="${ctx.path}" class="narrow">
      <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
      ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <label for="password-again">Password of ${user.name}</label>
      <input
        type="password"
        id="password-again"
        name="${passwordField}"
        autocomplete="current-password"
        required
        autofocus
        maxlength="1024"
      />
      <div class="actions">
        <button type="submit">Go on</button><a href="/auth/admin/">Leave it as it is</a>
      </div>
    </form>`;
  sendAdminPage(request, { title: 'Your password, please', section: null, body, status });
}

/**
 * Lets a sensitive form pass if the sign-in is fresh; else asks for the password, keeping what was entered.
 * @returns the form to go on with; null after having asked
 */
export async function passIfFresh(request: AdminRequest): Promise<Form | null> {
  const { ctx, deps, user, form } = request;
  if (await isFresh(request)) return form;
  const password = form.get(passwordField);
  if (password === undefined) {
    askAgain(request, 403, []);
    return null;
  }
  const outcome = await deps.signIn({
    name: user.name,
    password,
    address: ctx.get('X-Gate-Client') || null,
  });
  if (outcome.kind === 'ok' && outcome.user.id === user.id) {
    const { origins = [], agreements = {} } = sessionFields(ctx);
    await renewSession(ctx, { user: user.id, origins, agreements });
    return new Map([...form].filter(([name]) => name !== passwordField));
  }
  if (outcome.kind === 'wait') {
    ctx.set('Retry-After', String(outcome.seconds));
    askAgain(request, 429, [`Too many tries. Please wait ${outcome.seconds} seconds and try again.`]);
  } else if (outcome.kind === 'busy')
    askAgain(request, 503, ['Very many people are signing in. Please try again in a few seconds.']);
  else askAgain(request, 401, ['The password is not right.']);
  return null;
}
