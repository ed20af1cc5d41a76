import type { Context } from 'koa';
import type { User } from '../../core/identity/user.js';
import {
  type Errand,
  finish,
  formErrand,
  queryErrand,
  remember,
  showWindow,
  windowProps,
} from '../access-window.js';
import { followAccount, sayDuration, voiceOf } from '../language.js';
import { endSession, renewSession, sessionFields } from '../middleware/session.js';
import { renderContinuePage, renderLoginPage } from '../pages/login-page.js';
import { readForm } from '../read-form.js';
import type { SignInOutcome } from '../sign-in.js';
import type { WebDeps } from '../web-deps.js';

export type LoginDeps = Pick<WebDeps, 'config' | 'users' | 'signIn' | 'formGuard' | 'newId' | 'observe'>;

async function signedInUser(ctx: Context, deps: LoginDeps): Promise<User | null> {
  const id = sessionFields(ctx).user;
  const user = id === undefined || id === null ? null : await deps.users.findById(id);
  return user !== null && !user.disabled ? user : null;
}

function showForm(
  ctx: Context,
  deps: LoginDeps,
  errand: Errand,
  status: number,
  name: string,
  problem: string | null,
): void {
  const props = { ...windowProps(ctx, deps, errand, '/iiif-login'), name, problem };
  showWindow(ctx, deps, status, renderLoginPage(props));
}

/**
 * A1-30 to A1-36, A2-11 to A2-16: the window that a viewer opens; works with and without `origin`. Somebody who is signed
 * in already clicks once more each time: browsers lend the cookie to other sites only after a click (A2-16), and a window
 * that closed by itself would leave somebody with the wrong account no way to another.
 */
export function loginPage(deps: LoginDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const errand = queryErrand(ctx);
    const user = await signedInUser(ctx, deps);
    if (user === null) {
      showForm(ctx, deps, errand, 200, '', null);
      return;
    }
    // Sent here from an image that this account does not open: say so, or "Continue" would lead round in circles.
    const wrongAccount = ctx.query['account'] === 'other';
    const props = {
      ...windowProps(ctx, deps, errand, '/iiif-login'),
      displayName: user.displayName,
      wrongAccount,
    };
    showWindow(ctx, deps, 200, renderContinuePage(props));
  };
}

/** A person who closes or cancels: the window ends like every other outcome, so that the viewer goes on (A1-35). */
export function cancelLogin(deps: LoginDeps): (ctx: Context) => void {
  return (ctx) => {
    finish(ctx, deps, null, 'done.cancelled');
  };
}

function refusalText(
  ctx: Context,
  deps: LoginDeps,
  outcome: Exclude<SignInOutcome, { kind: 'ok' }>,
): { status: number; text: string } {
  const { language, speak } = voiceOf(ctx, deps.config.defaultLanguage);
  switch (outcome.kind) {
    case 'wrong':
      return { status: 401, text: speak('login.wrong') };
    case 'wait':
      ctx.set('Retry-After', String(outcome.seconds));
      return { status: 429, text: speak('login.wait', { wait: sayDuration(language, outcome.seconds) }) };
    case 'busy':
      ctx.set('Retry-After', '5');
      return { status: 503, text: speak('login.busy') };
  }
}

async function signInWith(
  ctx: Context,
  deps: LoginDeps,
  form: ReadonlyMap<string, string>,
  errand: Errand,
): Promise<void> {
  const name = form.get('username') ?? '';
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
    const { status, text } = refusalText(ctx, deps, outcome);
    showForm(ctx, deps, errand, status, name.slice(0, 200), text);
    return;
  }
  deps.observe({ kind: 'sign-in', outcome: 'ok', requestId });
  // Who was here before must not hand on the sites they allowed, nor the agreements they made.
  const kept = (sessionFields(ctx).user ?? null) === null ? (sessionFields(ctx).agreements ?? {}) : {};
  await renewSession(ctx, { user: outcome.user.id, origins: [], agreements: kept });
  followAccount(ctx, outcome.user);
  remember(ctx, errand.origin);
  finish(ctx, deps, errand.back, 'done.close');
}

/** The sign-in form, and "Continue" or "Use another account" for somebody who is signed in already. */
export function submitLogin(deps: LoginDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const form = await readForm(ctx.req);
    const errand = formErrand(form);
    if (!deps.formGuard.accepts(ctx, form.get('form_token'))) {
      const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
      showForm(ctx, deps, errand, 403, (form.get('username') ?? '').slice(0, 200), speak('login.expired'));
      return;
    }
    const choice = form.get('choice');
    if (choice === 'continue' && (await signedInUser(ctx, deps)) !== null) {
      remember(ctx, errand.origin);
      finish(ctx, deps, errand.back, 'done.close');
      return;
    }
    if (choice !== undefined) {
      if (choice === 'switch') endSession(ctx);
      showForm(ctx, deps, errand, 200, '', null);
      return;
    }
    await signInWith(ctx, deps, form, errand);
  };
}
