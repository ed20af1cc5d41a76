import type { Context } from 'koa';
import type { User } from '../../core/identity/user.js';
import type { Html } from '../html.js';
import { type Errand, finish, remember, showWindow, windowProps } from '../access-window.js';
import { followAccount, sayDuration } from '../language.js';
import { renewSession, sessionFields } from '../middleware/session.js';
import { noteRefusal, noteSignIn } from '../note-sign-in.js';
import { hiddenFields, renderFactorMissingPage, renderSecondStepPage } from '../pages/login-page.js';
import { renderPasskeyForm } from '../pages/passkey-form.js';
import { takeSecondStep } from '../second-step.js';
import type { WebDeps } from '../web-deps.js';

export type LoginDeps = Pick<
  WebDeps,
  | 'config'
  | 'look'
  | 'links'
  | 'refusals'
  | 'users'
  | 'signIn'
  | 'formGuard'
  | 'newId'
  | 'observe'
  | 'audit'
  | 'clock'
  | 'tickets'
  | 'secondFactors'
  | 'passkeys'
>;

const action = '/iiif-login';

/** Somebody is in: a new session for them, and on to where they came from. */
async function enter(
  ctx: Context,
  deps: LoginDeps,
  user: User,
  errand: Errand,
  secondFactor: boolean,
): Promise<void> {
  await noteSignIn(ctx, deps, user);
  // Who was here before must not hand on the sites they allowed, nor the agreements they made.
  const kept = (sessionFields(ctx).user ?? null) === null ? (sessionFields(ctx).agreements ?? {}) : {};
  await renewSession(ctx, { user: user.id, origins: [], agreements: kept, secondFactor });
  followAccount(ctx, user);
  remember(ctx, errand.origin);
  finish(ctx, deps, errand.back, 'done.close');
}

async function askForCode(
  ctx: Context,
  deps: LoginDeps,
  user: User,
  errand: Errand,
  status: number,
  problem: string | null,
): Promise<void> {
  const props = windowProps(ctx, deps, errand, action);
  const ticket = await deps.tickets.issue(user, props.formToken);
  showWindow(ctx, deps, status, renderSecondStepPage(props, { ticket, name: user.name, problem }));
}

/** The password was right: in, unless a group of theirs asks for a second factor (never for an administrator as such). */
export async function afterPassword(
  ctx: Context,
  deps: LoginDeps,
  user: User,
  errand: Errand,
): Promise<void> {
  if (!user.secondFactorAsked) await enter(ctx, deps, user, errand, false);
  else if (user.hasSecondFactor) await askForCode(ctx, deps, user, errand, 200, null);
  else showWindow(ctx, deps, 403, renderFactorMissingPage(windowProps(ctx, deps, errand, action)));
}

/** Takes the form with the code. @returns false: this took too long, and the form with the password is due again */
export async function submitCode(
  ctx: Context,
  deps: LoginDeps,
  form: ReadonlyMap<string, string>,
  errand: Errand,
): Promise<boolean> {
  const outcome = await takeSecondStep(ctx, deps, form);
  if (outcome.kind === 'expired') return false;
  const { language, speak } = windowProps(ctx, deps, errand, action);
  if (outcome.kind === 'ok') await enter(ctx, deps, outcome.user, errand, true);
  else if (outcome.kind === 'wrong')
    await askForCode(ctx, deps, outcome.user, errand, 401, speak('factor.wrong'));
  else {
    ctx.set('Retry-After', String(outcome.seconds));
    const text = speak('factor.wait', { wait: sayDuration(language, outcome.seconds) });
    await askForCode(ctx, deps, outcome.user, errand, 429, text);
  }
  return true;
}

/** Takes a passkey, which is both factors. @returns false: it is not known */
export async function submitPasskey(
  ctx: Context,
  deps: LoginDeps,
  response: string,
  errand: Errand,
): Promise<boolean> {
  const user = await deps.passkeys.signIn(response, deps.formGuard.issue(ctx));
  if (user === null) {
    await noteRefusal(ctx, deps, 'wrong', '');
    return false;
  }
  await enter(ctx, deps, user, errand, true);
  return true;
}

/** The way in by passkey, where anybody here has one. */
export async function passkeyForm(ctx: Context, deps: LoginDeps, errand: Errand): Promise<Html | null> {
  if (!deps.passkeys.available || !(await deps.passkeys.isUsed())) return null;
  const props = windowProps(ctx, deps, errand, action);
  const options = await deps.passkeys.signInOptions(props.formToken);
  return renderPasskeyForm({ speak: props.speak, action, hidden: hiddenFields(props), options });
}
