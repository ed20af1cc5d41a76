import type { Context } from 'koa';
import type { User } from '../../core/identity/user.js';
import { pickText } from '../../core/texts/pick-text.js';
import {
  type Errand,
  finish,
  formErrand,
  queryErrand,
  remember,
  showWindow,
  windowProps,
} from '../access-window.js';
import { sayDuration, voiceOf, wantedLanguages } from '../language.js';
import { endSession, sessionFields } from '../middleware/session.js';
import { noteRefusal } from '../note-sign-in.js';
import { renderContinuePage, renderLoginPage } from '../pages/login-page.js';
import { readForm } from '../read-form.js';
import type { SignInOutcome } from '../sign-in.js';
import { afterPassword, type LoginDeps, passkeyForm, submitCode, submitPasskey } from './login-steps.js';
import { renderWhyLink } from '../why-link.js';

async function signedInUser(ctx: Context, deps: LoginDeps): Promise<User | null> {
  const id = sessionFields(ctx).user;
  const user = id === undefined || id === null ? null : await deps.users.findById(id);
  if (user === null || user.disabled) return null;
  // A group asks for more than this session showed: sign in again.
  return user.secondFactorAsked && sessionFields(ctx).secondFactor !== true ? null : user;
}

async function showForm(
  ctx: Context,
  deps: LoginDeps,
  errand: Errand,
  status: number,
  name: string,
  problem: string | null,
): Promise<void> {
  const passkey = await passkeyForm(ctx, deps, errand);
  const note = pickText(deps.look().signIn, wantedLanguages(ctx, deps.config.defaultLanguage));
  const props = { ...windowProps(ctx, deps, errand, '/iiif-login'), name, problem, passkey, note };
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
      await showForm(ctx, deps, errand, 200, '', null);
      return;
    }
    // Sent here from an image that this account does not open: say so, or "Continue" would lead round in circles.
    const sentAway = ctx.query['account'] === 'other';
    const address = ctx.get('X-Gate-Client') || null;
    const wrongAccount = sentAway || deps.refusals.has(user.name, address);
    const props = windowProps(ctx, deps, errand, '/iiif-login');
    const { displayName } = user;
    const why = wrongAccount ? renderWhyLink({ user, back: errand.back, address }, deps.links, props) : null;
    const page = { ...props, displayName, wrongAccount, mayContinue: !sentAway, why };
    showWindow(ctx, deps, 200, renderContinuePage(page));
  };
}

/**
 * A person who closes or cancels: the window ends like every other outcome, so that the viewer goes on (A1-35). Whoever
 * came from a page of ours goes back there; not to a picture, which would send them here again.
 */
export function cancelLogin(deps: LoginDeps): (ctx: Context) => void {
  return (ctx) => {
    const { back } = queryErrand(ctx);
    finish(ctx, deps, back?.startsWith('/iiif/') === true ? null : back, 'done.cancelled');
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
  if (outcome.kind !== 'ok') {
    await noteRefusal(ctx, deps, outcome.kind, name);
    const { status, text } = refusalText(ctx, deps, outcome);
    await showForm(ctx, deps, errand, status, name.slice(0, 200), text);
    return;
  }
  await afterPassword(ctx, deps, outcome.user, errand);
}

/** The sign-in form, and "Continue" or "Use another account" for somebody who is signed in already. */
export function submitLogin(deps: LoginDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const form = await readForm(ctx.req);
    const errand = formErrand(form);
    const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
    if (!deps.formGuard.accepts(ctx, form.get('form_token'))) {
      await showForm(
        ctx,
        deps,
        errand,
        403,
        (form.get('username') ?? '').slice(0, 200),
        speak('login.expired'),
      );
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
      await showForm(ctx, deps, errand, 200, '', null);
      return;
    }
    const passkey = form.get('passkey');
    if (passkey !== undefined) {
      if (!(await submitPasskey(ctx, deps, passkey, errand)))
        await showForm(ctx, deps, errand, 401, '', speak('passkey.refused'));
    } else if (form.has('ticket')) {
      if (!(await submitCode(ctx, deps, form, errand)))
        await showForm(ctx, deps, errand, 401, '', speak('factor.expired'));
    } else await signInWith(ctx, deps, form, errand);
  };
}
