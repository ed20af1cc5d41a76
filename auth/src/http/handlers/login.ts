import type { Context } from 'koa';
import type { User } from '../../core/identity/user.js';
import type { ReturnPath } from '../../core/session/return-path.js';
import { parseReturnPath } from '../../core/session/return-path.js';
import type { ViewerOrigin } from '../../core/session/viewer-origin.js';
import { parseViewerOrigin } from '../../core/session/viewer-origin.js';
import type { TextKey } from '../../core/texts/english.js';
import { voiceOf } from '../language.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { changeSession, endSession, renewSession, sessionFields } from '../middleware/session.js';
import type { WindowProps } from '../pages/login-page.js';
import { renderContinuePage, renderDonePage, renderLoginPage } from '../pages/login-page.js';
import { readForm } from '../read-form.js';
import type { SignInOutcome } from '../sign-in.js';
import type { WebDeps } from '../web-deps.js';

export type LoginDeps = Pick<WebDeps, 'config' | 'users' | 'signIn' | 'formGuard' | 'newId' | 'observe'>;

/** Where the window came from and where it goes. */
interface Errand {
  readonly origin: ViewerOrigin | null;
  readonly back: ReturnPath | null;
}

function first(value: string | string[] | undefined): string {
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
}

function errandOf(origin: string, back: string): Errand {
  return { origin: parseViewerOrigin(origin), back: parseReturnPath(back) };
}

async function signedInUser(ctx: Context, deps: LoginDeps): Promise<User | null> {
  const id = sessionFields(ctx).user;
  const user = id === undefined || id === null ? null : await deps.users.findById(id);
  return user !== null && !user.disabled ? user : null;
}

function windowProps(ctx: Context, deps: LoginDeps, errand: Errand): WindowProps {
  return {
    ...voiceOf(ctx, deps.config.defaultLanguage),
    institution: deps.config.institution,
    action: '/iiif-login',
    formToken: deps.formGuard.issue(ctx),
    origin: errand.origin ?? '',
    back: errand.back ?? '',
  };
}

/** Ends the window: back to where the person came from, else a page that closes itself (A1-35). */
export function finish(
  ctx: Context,
  deps: Pick<WebDeps, 'config' | 'newId'>,
  back: ReturnPath | null,
  message: TextKey,
): void {
  if (back !== null) {
    ctx.status = 303;
    ctx.set('Location', back);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = '';
    return;
  }
  const nonce = deps.newId();
  const voice = voiceOf(ctx, deps.config.defaultLanguage);
  applyHeaderProfile(ctx, 'window', nonce);
  ctx.status = 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = renderDonePage({
    ...voice,
    institution: deps.config.institution,
    message: voice.speak(message),
    nonce,
  }).text;
}

/** Remembers that the person clicked for this site (contract 3, "Who gets a token"); at most 50 sites. */
function remember(ctx: Context, origin: ViewerOrigin | null): void {
  const origins = sessionFields(ctx).origins ?? [];
  if (origin === null || origins.includes(origin)) return;
  changeSession(ctx, { origins: [...origins, origin].slice(-50) });
}

function showForm(
  ctx: Context,
  deps: LoginDeps,
  errand: Errand,
  status: number,
  name: string,
  problem: string | null,
): void {
  applyHeaderProfile(ctx, 'window');
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = renderLoginPage({ ...windowProps(ctx, deps, errand), name, problem }).text;
}

/** A1-30 to A1-36: the window that a viewer opens; works with and without `origin`. */
export function loginPage(deps: LoginDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const errand = errandOf(first(ctx.query['origin']), first(ctx.query['return']));
    const user = await signedInUser(ctx, deps);
    if (user === null) {
      showForm(ctx, deps, errand, 200, '', null);
      return;
    }
    if (errand.origin !== null && (sessionFields(ctx).origins ?? []).includes(errand.origin)) {
      finish(ctx, deps, errand.back, 'done.close');
      return;
    }
    applyHeaderProfile(ctx, 'window');
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = renderContinuePage({ ...windowProps(ctx, deps, errand), displayName: user.displayName }).text;
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
  const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
  switch (outcome.kind) {
    case 'wrong':
      return { status: 401, text: speak('login.wrong') };
    case 'wait':
      ctx.set('Retry-After', String(outcome.seconds));
      return { status: 429, text: speak('login.wait', { seconds: String(outcome.seconds) }) };
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
  remember(ctx, errand.origin);
  finish(ctx, deps, errand.back, 'done.close');
}

/** The sign-in form, and "Continue" or "Use another account" for somebody who is signed in already. */
export function submitLogin(deps: LoginDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const form = await readForm(ctx.req);
    const errand = errandOf(form.get('origin') ?? '', form.get('return') ?? '');
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
