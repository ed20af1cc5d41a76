import type { Context } from 'koa';
import { followAccount } from '../http/language.js';
import { endSession, renewSession } from '../http/middleware/session.js';
import { html } from '../http/html.js';
import { readForm } from '../http/read-form.js';
import type { SignInOutcome } from '../http/sign-in.js';
import type { AdminDeps } from './admin-deps.js';
import { currentUser, askToSignIn } from './current-user.js';
import { renderAgreements } from './kept-agreements.js';
import { goTo, sendPage } from './page.js';
import { renderSignInForm } from './pages/account-forms.js';

function showSignIn(
  ctx: Context,
  deps: AdminDeps,
  status: number,
  name: string,
  problems: readonly string[],
): void {
  const body = renderSignInForm({ formToken: deps.formGuard.issue(ctx), name, problems });
  sendPage(ctx, deps, { title: 'Sign in', body, status });
}

interface Refusal {
  readonly status: number;
  readonly text: string;
  /** Seconds; null: now. */
  readonly retryAfter: number | null;
}

function refusalOf(outcome: Exclude<SignInOutcome, { kind: 'ok' }>): Refusal {
  switch (outcome.kind) {
    case 'wrong':
      return { status: 401, text: 'User name or password is not right.', retryAfter: null };
    case 'wait': {
      const { seconds } = outcome;
      const text = `Too many tries. Please wait ${seconds} seconds and try again.`;
      return { status: 429, text, retryAfter: seconds };
    }
    case 'busy':
      return {
        status: 503,
        text: 'Very many people are signing in. Please try again in a few seconds.',
        retryAfter: 5,
      };
  }
}

export function signInPage(deps: AdminDeps): (ctx: Context) => void {
  return (ctx) => {
    showSignIn(ctx, deps, 200, '', []);
  };
}

export function submitSignIn(deps: AdminDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const form = await readForm(ctx.req);
    const name = (form.get('username') ?? '').slice(0, 200);
    if (!deps.formGuard.accepts(ctx, form.get('form_token'))) {
      showSignIn(ctx, deps, 403, name, [
        'This form was open too long, or your browser keeps no cookies. Please try again.',
      ]);
      return;
    }
    const outcome = await deps.signIn({
      name,
      password: form.get('password') ?? '',
      address: ctx.get('X-Gate-Client') || null,
    });
    const requestId = ctx.get('X-Request-Id');
    if (outcome.kind !== 'ok') {
      deps.observe({
        kind: 'sign-in',
        outcome: outcome.kind === 'wrong' ? 'refused' : outcome.kind === 'wait' ? 'throttled' : 'busy',
        requestId,
      });
      const { status, text, retryAfter } = refusalOf(outcome);
      if (retryAfter !== null) ctx.set('Retry-After', String(retryAfter));
      showSignIn(ctx, deps, status, name, [text]);
      return;
    }
    deps.observe({ kind: 'sign-in', outcome: 'ok', requestId });
    await renewSession(ctx, { user: outcome.user.id, origins: [], agreements: {} });
    followAccount(ctx, outcome.user);
    goTo(ctx, outcome.user.administrator ? '/auth/admin/' : '/account/');
  };
}

export function submitSignOut(deps: AdminDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const form = await readForm(ctx.req);
    if (deps.formGuard.accepts(ctx, form.get('form_token'))) endSession(ctx);
    goTo(ctx, '/account/sign-in');
  };
}

/** A person's own page. */
export function accountPage(deps: AdminDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const user = await currentUser(ctx, deps);
    if (user === null) {
      askToSignIn(ctx);
      return;
    }
    const formToken = deps.formGuard.issue(ctx);
    const groups = user.groups.length === 0 ? 'none' : user.groups.join(', ');
    const body = html`<dl>
        <dt>Signed in as</dt>
        <dd>${user.displayName}</dd>
        <dt>User name</dt>
        <dd>${user.name}</dd>
        <dt>Groups</dt>
        <dd>${groups}</dd>
      </dl>
      <h2>Agreements</h2>
      ${renderAgreements(user, { action: '/account/withdraw', formToken, timeZone: deps.config.timeZone })}
      ${user.administrator && html`<p><a href="/auth/admin/">Administration</a></p>`}
      <form method="post" action="/account/sign-out">
        <input type="hidden" name="form_token" value="${formToken}" /><button type="submit">
          Sign out
        </button>
      </form>`;
    sendPage(ctx, deps, { title: 'Your account', body });
  };
}
