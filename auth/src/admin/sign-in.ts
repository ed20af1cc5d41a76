import type { Context } from 'koa';
import type { User } from '../core/identity/user.js';
import { endSession, renewSession } from '../http/middleware/session.js';
import { html } from '../http/html.js';
import { followAccount, sayDuration, type Voice, voiceOf } from '../http/language.js';
import { pageVoice } from '../http/send-page.js';
import { noteRefusal, noteSignIn } from '../http/note-sign-in.js';
import { renderPasskeyForm } from '../http/pages/passkey-form.js';
import { renderSecondStepForm } from '../http/pages/second-step-form.js';
import { readForm } from '../http/read-form.js';
import { takeSecondStep } from '../http/second-step.js';
import type { SignInOutcome } from '../http/sign-in.js';
import type { AdminDeps } from './admin-deps.js';
import { currentPerson } from './current-user.js';
import { goTo, sendPage } from './page.js';
import { renderSignInForm } from './pages/account-forms.js';

async function showSignIn(
  ctx: Context,
  deps: AdminDeps,
  status: number,
  name: string,
  problems: readonly string[],
): Promise<void> {
  const voice = pageVoice(ctx, deps.config.defaultLanguage, {});
  const { speak } = voice;
  const formToken = deps.formGuard.issue(ctx);
  const hasPasskeys = deps.passkeys.available && (await deps.passkeys.isUsed());
  const passkey =
    hasPasskeys &&
    renderPasskeyForm({
      speak,
      action: '/account/sign-in/passkey',
      hidden: html`<input type="hidden" name="form_token" value="${formToken}" />`,
      options: await deps.passkeys.signInOptions(formToken),
    });
  const body = html`${renderSignInForm({ formToken, name, problems, speak })} ${passkey}
    ${deps.mailer !== null && html`<p><a href="/account/forgot">${speak('account.forgot')}</a></p>`}`;
  sendPage(ctx, deps, { title: speak('login.title'), body, status, voice });
}

async function showCodeForm(
  ctx: Context,
  deps: AdminDeps,
  user: User,
  status: number,
  problem: string | null,
): Promise<void> {
  const voice = { ...pageVoice(ctx, deps.config.defaultLanguage), menu: null };
  const { speak } = voice;
  const formToken = deps.formGuard.issue(ctx);
  const body = renderSecondStepForm({
    speak,
    action: '/account/sign-in/code',
    hidden: html`<input type="hidden" name="form_token" value="${formToken}" />`,
    ticket: await deps.tickets.issue(user, formToken),
    name: user.name,
    problem,
    cancel: '/account/sign-in',
  });
  sendPage(ctx, deps, { title: speak('factor.title'), body, status, voice });
}

async function enter(ctx: Context, deps: AdminDeps, user: User, secondFactor: boolean): Promise<void> {
  await noteSignIn(ctx, deps, user);
  await renewSession(ctx, { user: user.id, origins: [], agreements: {}, secondFactor });
  followAccount(ctx, user);
  goTo(ctx, user.administrator ? '/auth/admin/' : '/account/');
}

interface Refusal {
  readonly status: number;
  readonly text: string;
  /** Seconds; null: now. */
  readonly retryAfter: number | null;
}

function refusalOf({ language, speak }: Voice, outcome: Exclude<SignInOutcome, { kind: 'ok' }>): Refusal {
  switch (outcome.kind) {
    case 'wrong':
      return { status: 401, text: speak('login.wrong'), retryAfter: null };
    case 'wait': {
      const { seconds } = outcome;
      const text = speak('login.wait', { wait: sayDuration(language, seconds) });
      return { status: 429, text, retryAfter: seconds };
    }
    case 'busy':
      return { status: 503, text: speak('login.busy'), retryAfter: 5 };
  }
}

export function signInPage(deps: AdminDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => showSignIn(ctx, deps, 200, '', []);
}

type Form = ReadonlyMap<string, string>;

/** Reads a form of the sign-in; null after having shown the first page again, because it is none of this browser's. */
async function readOwnForm(ctx: Context, deps: AdminDeps): Promise<Form | null> {
  const form = await readForm(ctx.req);
  if (deps.formGuard.accepts(ctx, form.get('form_token'))) return form;
  const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
  const name = (form.get('username') ?? '').slice(0, 200);
  await showSignIn(ctx, deps, 403, name, [speak('login.expired')]);
  return null;
}

/** The first step: name and password. */
export function submitSignIn(deps: AdminDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const form = await readOwnForm(ctx, deps);
    if (form === null) return;
    const name = (form.get('username') ?? '').slice(0, 200);
    const outcome = await deps.signIn({
      name,
      password: form.get('password') ?? '',
      address: ctx.get('X-Gate-Client') || null,
    });
    if (outcome.kind === 'ok') {
      // Whoever has a second factor is always asked here, needed or not.
      if (outcome.user.hasSecondFactor) await showCodeForm(ctx, deps, outcome.user, 200, null);
      else await enter(ctx, deps, outcome.user, false);
      return;
    }
    await noteRefusal(ctx, deps, outcome.kind, name);
    const voice = voiceOf(ctx, deps.config.defaultLanguage);
    const { status, text, retryAfter } = refusalOf(voice, outcome);
    if (retryAfter !== null) ctx.set('Retry-After', String(retryAfter));
    await showSignIn(ctx, deps, status, name, [text]);
  };
}

/** The second step: a code of the app, or a recovery code. */
export function submitCode(deps: AdminDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const form = await readOwnForm(ctx, deps);
    if (form === null) return;
    const { language, speak } = voiceOf(ctx, deps.config.defaultLanguage);
    const outcome = await takeSecondStep(ctx, deps, form);
    if (outcome.kind === 'ok') await enter(ctx, deps, outcome.user, true);
    else if (outcome.kind === 'expired') await showSignIn(ctx, deps, 401, '', [speak('factor.expired')]);
    else if (outcome.kind === 'wrong')
      await showCodeForm(ctx, deps, outcome.user, 401, speak('factor.wrong'));
    else {
      ctx.set('Retry-After', String(outcome.seconds));
      const text = speak('factor.wait', { wait: sayDuration(language, outcome.seconds) });
      await showCodeForm(ctx, deps, outcome.user, 429, text);
    }
  };
}

/** The other way in: a passkey, which is both factors. */
export function submitPasskey(deps: AdminDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const form = await readOwnForm(ctx, deps);
    if (form === null) return;
    const user = await deps.passkeys.signIn(form.get('passkey') ?? '', deps.formGuard.issue(ctx));
    if (user !== null) {
      await enter(ctx, deps, user, true);
      return;
    }
    await noteRefusal(ctx, deps, 'wrong', '');
    const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
    await showSignIn(ctx, deps, 401, '', [speak('passkey.refused')]);
  };
}

export function submitSignOut(deps: AdminDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const form = await readForm(ctx.req);
    if (deps.formGuard.accepts(ctx, form.get('form_token'))) {
      const person = await currentPerson(ctx, deps);
      endSession(ctx);
      if (person !== null)
        await deps.audit.record({
          at: deps.clock(),
          actor: { kind: 'user', name: person.user.name },
          address: ctx.get('X-Gate-Client') || null,
          event: { kind: 'sign-out', user: person.user.name },
        });
    }
    goTo(ctx, '/account/sign-in');
  };
}
