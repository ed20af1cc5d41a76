import type { SessionHash } from '../core/session/session.js';
import { type Html, html } from '../http/html.js';
import { accountCookie, renewSession, sessionFields } from '../http/middleware/session.js';
import type { AdminRequest, Form } from './admin-request.js';
import { sendAdminPage } from './page.js';
import { describedBy, renderProblems } from './pages/problem-list.js';

const freshSeconds = 600;
const passwordField = 'password_again';

/** What is never put into a page again. */
const notRepeated = new Set([passwordField, 'form_token', 'password', 'repeat']);

type Asking = Pick<AdminRequest, 'ctx' | 'deps' | 'user' | 'form'>;

async function isFresh({ ctx, deps }: Asking): Promise<boolean> {
  const cookie = ctx.cookies.get(accountCookie);
  if (cookie === undefined) return false;
  const session = await deps.sessions.find(deps.digest.sha256(cookie) as SessionHash);
  return session !== null && deps.clock() - session.createdAt < freshSeconds;
}

/** What to ask with: why again (a number: seconds to wait), the fields to carry along, and the name of the password's. */
export interface Question {
  readonly status: number;
  readonly problem: 'none' | 'wrong' | 'busy' | number;
  readonly hidden: Html;
  readonly field: string;
}

/** Shows the page that asks for the password again. */
export type AskAgain = (question: Question) => void;

/** Asks on a page of the administration. */
export function askAgainOnAdminPage(request: AdminRequest): AskAgain {
  const words = {
    none: [],
    wrong: ['The password is not right.'],
    busy: ['Very many people are signing in. Please try again in a few seconds.'],
  } as const;
  return ({ status, problem, hidden, field }) => {
    const problems =
      typeof problem === 'number'
        ? [`Too many tries. Please wait ${problem} seconds and try again.`]
        : words[problem];
    const body = html`<p>
        This changes who may see or administer something, and you signed in more than ten minutes ago. What you
        entered is kept.
      </p>
      ${renderProblems(problems)}
      <form method="post" action="${request.ctx.path}" class="narrow">
        ${hidden}
        <label for="password-again">Password of ${request.user.name}</label>
        <input
          type="password"
          id="password-again"
          name="${field}"
          autocomplete="current-password"
          required
          autofocus
          maxlength="1024"
          ${describedBy(problems)}
        />
        <div class="actions">
          <button type="submit">Go on</button><a href="/auth/admin/">Leave it as it is</a>
        </div>
      </form>`;
    sendAdminPage(request, { title: 'Your password, please', section: null, body, status });
  };
}

function carriedAlong({ ctx, deps, form }: Asking): Html {
  const fields = [...form].filter(([name]) => !notRepeated.has(name));
  return html`<input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
    ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}`;
}

/**
 * Lets a sensitive form pass if the sign-in is fresh; else asks for the password, keeping what was entered.
 * @returns the form to go on with; null after having asked
 */
export async function passIfFresh(request: Asking, ask: AskAgain): Promise<Form | null> {
  const { ctx, deps, user, form } = request;
  if (await isFresh(request)) return form;
  const question = { hidden: carriedAlong(request), field: passwordField };
  const password = form.get(passwordField);
  if (password === undefined) {
    ask({ ...question, status: 403, problem: 'none' });
    return null;
  }
  const outcome = await deps.signIn({
    name: user.name,
    password,
    address: ctx.get('X-Gate-Client') || null,
  });
  if (outcome.kind === 'ok' && outcome.user.id === user.id) {
    const { origins = [], agreements = {}, secondFactor = false } = sessionFields(ctx);
    await renewSession(ctx, { user: user.id, origins, agreements, secondFactor });
    return new Map([...form].filter(([name]) => name !== passwordField));
  }
  if (outcome.kind === 'wait') {
    ctx.set('Retry-After', String(outcome.seconds));
    ask({ ...question, status: 429, problem: outcome.seconds });
  } else if (outcome.kind === 'busy') ask({ ...question, status: 503, problem: 'busy' });
  else ask({ ...question, status: 401, problem: 'wrong' });
  return null;
}
