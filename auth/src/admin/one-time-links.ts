import type { Context } from 'koa';
import type { OneTimeLink, OneTimeLinkHash } from '../core/identity/one-time-link.js';
import { canonicalUserName, type NameProblem } from '../core/identity/user-name.js';
import type { Result } from '../core/result.js';
import type { Speak } from '../core/texts/catalogue.js';
import { html } from '../http/html.js';
import { pageVoice } from '../http/send-page.js';
import { voiceOf } from '../http/language.js';
import { renewSession } from '../http/middleware/session.js';
import { HttpProblem } from '../http/problem.js';
import { readForm } from '../http/read-form.js';
import { noteSignIn } from '../http/note-sign-in.js';
import type { AdminDeps } from './admin-deps.js';
import { sayNameProblem } from './name-problem.js';
import { record } from './admin-request.js';
import { checkNewPassword } from './new-password.js';
import { goTo, sendPage } from './page.js';
import { renderPasswordForm, renderSetupForm } from './pages/account-forms.js';

type LinkContext = Context & { readonly params: Record<string, string> };

function hashOf(ctx: LinkContext, deps: AdminDeps): OneTimeLinkHash {
  return deps.digest.sha256(ctx.params['secret'] ?? '') as OneTimeLinkHash;
}

function sayUsedUp(ctx: Context, deps: AdminDeps): void {
  const voice = pageVoice(ctx, deps.config.defaultLanguage);
  const { speak } = voice;
  const body = html`<p class="notice bad" role="alert">${speak('password.linkGoneText')}</p>
    <p>${speak('password.askNewLink')}</p>
    <p class="quiet"><code>./scripts/gatehouse user link NAME</code> · <code>./scripts/gatehouse setup-link</code></p>`;
  sendPage(ctx, deps, { title: speak('password.linkGone'), body, status: 410, voice });
}

async function show(
  ctx: Context,
  deps: AdminDeps,
  link: OneTimeLink,
  name: string,
  problems: readonly string[],
): Promise<void> {
  const user = link.user === null ? null : await deps.users.findById(link.user);
  const status = problems.length === 0 ? 200 : 422;
  const formToken = deps.formGuard.issue(ctx);
  const voice = pageVoice(ctx, deps.config.defaultLanguage);
  const { speak } = voice;
  if (link.purpose === 'setup')
    sendPage(ctx, deps, {
      title: speak('setup.title'),
      body: renderSetupForm({ formToken, name, problems, speak }),
      status,
      voice,
    });
  else
    sendPage(ctx, deps, {
      title: speak('password.choose'),
      body: renderPasswordForm({ formToken, name: user?.name ?? '', problems, speak }),
      status,
      voice,
    });
}

/** The link behind an address, if it still counts: set-up links stop as soon as there is an administrator. */
async function findUsableLink(ctx: LinkContext, deps: AdminDeps): Promise<OneTimeLink | null> {
  const link = await deps.oneTimeLinks.find(hashOf(ctx, deps), deps.clock());
  if (link?.purpose !== 'setup' || (await deps.users.countAdministrators()) === 0) return link;
  await deps.oneTimeLinks.revoke('setup', null);
  return null;
}

/** The page behind a one-time link; looking at it does not use it up. */
export function linkPage(deps: AdminDeps): (ctx: LinkContext) => Promise<void> {
  return async (ctx) => {
    const link = await findUsableLink(ctx, deps);
    if (link === null) sayUsedUp(ctx, deps);
    else await show(ctx, deps, link, '', []);
  };
}

async function checkNewName(
  deps: AdminDeps,
  name: Result<string, NameProblem>,
  speak: Speak,
): Promise<readonly string[]> {
  if (!name.ok) return [sayNameProblem(name.error, speak)];
  const isTaken = (await deps.users.findByName(name.value)) !== null;
  return isTaken ? [speak('name.taken')] : [];
}

async function setUp(
  ctx: LinkContext,
  deps: AdminDeps,
  link: OneTimeLink,
  form: ReadonlyMap<string, string>,
): Promise<void> {
  const typed = (form.get('username') ?? '').slice(0, 200);
  const name = canonicalUserName(typed);
  const password = form.get('password') ?? '';
  const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
  const problems = [
    ...(await checkNewName(deps, name, speak)),
    ...checkNewPassword(
      password,
      form.get('repeat') ?? '',
      name.ok ? name.value : '',
      deps.isBreached,
      speak,
    ),
  ];
  if (!name.ok || problems.length > 0) {
    await show(ctx, deps, link, typed, problems);
    return;
  }
  const passwordHash = await deps.hasher.hash(password);
  if ((await deps.oneTimeLinks.use(link.hash, deps.clock())) === null) {
    sayUsedUp(ctx, deps);
    return;
  }
  const user = await deps.users.create({
    name: name.value,
    displayName: typed.trim(),
    email: null,
    administrator: true,
    passwordHash,
  });
  if (user === null)
    throw new HttpProblem(
      409,
      'name_taken',
      'somebody of this name exists already; make a new set-up link and choose another',
    );
  await deps.oneTimeLinks.revoke('setup', null);
  await record({ ctx, deps, user }, { kind: 'link-used', user: user.name, purpose: 'setup' });
  await noteSignIn(ctx, deps, user);
  await renewSession(ctx, { user: user.id, origins: [], agreements: {}, secondFactor: false });
  goTo(ctx, '/auth/admin/');
}

async function setPassword(
  ctx: LinkContext,
  deps: AdminDeps,
  link: OneTimeLink,
  form: ReadonlyMap<string, string>,
): Promise<void> {
  const user = link.user === null ? null : await deps.users.findById(link.user);
  if (user === null || user.disabled) {
    sayUsedUp(ctx, deps);
    return;
  }
  const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
  const password = form.get('password') ?? '';
  const problems = checkNewPassword(password, form.get('repeat') ?? '', user.name, deps.isBreached, speak);
  if (problems.length > 0) {
    await show(ctx, deps, link, user.name, problems);
    return;
  }
  const passwordHash = await deps.hasher.hash(password);
  if ((await deps.oneTimeLinks.use(link.hash, deps.clock())) === null) {
    sayUsedUp(ctx, deps);
    return;
  }
  await deps.users.setPasswordHash(user.id, passwordHash);
  await deps.oneTimeLinks.revoke('invite', user.id);
  await deps.oneTimeLinks.revoke('reset', user.id);
  await record({ ctx, deps, user }, { kind: 'link-used', user: user.name, purpose: link.purpose });
  // Whoever knew the old password is out.
  await deps.sessions.endAllOf(user.id);
  goTo(ctx, '/account/sign-in');
}

/** Takes the form behind a one-time link. */
export function submitLink(deps: AdminDeps): (ctx: LinkContext) => Promise<void> {
  return async (ctx) => {
    const form = await readForm(ctx.req);
    const link = await findUsableLink(ctx, deps);
    if (link === null) {
      sayUsedUp(ctx, deps);
      return;
    }
    if (!deps.formGuard.accepts(ctx, form.get('form_token'))) {
      const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
      await show(ctx, deps, link, form.get('username') ?? '', [speak('login.expired')]);
      return;
    }
    if (link.purpose === 'setup') await setUp(ctx, deps, link, form);
    else await setPassword(ctx, deps, link, form);
  };
}
