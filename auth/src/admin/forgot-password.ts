import type { Context } from 'koa';
import { addressBlock } from '../core/identity/address-block.js';
import { judgeForgot, type ForgotKey } from '../core/identity/forgot-limits.js';
import { canonicalUserName } from '../core/identity/user-name.js';
import type { User } from '../core/identity/user.js';
import { html } from '../http/html.js';
import { sayDuration } from '../http/language.js';
import { readForm } from '../http/read-form.js';
import { pageVoice } from '../http/send-page.js';
import type { AdminDeps } from './admin-deps.js';
import { isReachable, mailLink, makeLinkFor, type Reachable } from './mail-link.js';
import { sendPage } from './page.js';
import { describedBy, renderProblems } from './pages/problem-list.js';

const linkLifeSeconds = 3_600;
/** Of one address that several accounts share. */
const mostLetters = 3;

function show(
  ctx: Context,
  deps: AdminDeps,
  status: number,
  problems: readonly string[],
  sent = false,
): void {
  const voice = pageVoice(ctx, deps.config.defaultLanguage, {});
  const { speak } = voice;
  const form = html`<p>${speak('forgot.intro')}</p>
    ${renderProblems(problems)}
    <form method="post" action="/account/forgot">
      <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
      <label for="who">${speak('forgot.field')}</label>
      <input
        type="text"
        id="who"
        name="who"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        required
        autofocus
        maxlength="254"
        ${describedBy(problems)}
      />
      <div class="actions"><button type="submit">${speak('forgot.button')}</button></div>
    </form>`;
  const said = sent
    ? html`<p class="notice good" role="status">${speak('forgot.sent')}</p>`
    : deps.mailer === null
      ? html`<p class="notice mind" role="status">${speak('forgot.off')}</p>`
      : form;
  const body = html`${said}
    <p><a href="/account/sign-in">${speak('forgot.back')}</a></p>`;
  sendPage(ctx, deps, { title: speak('forgot.title'), body, status, voice });
}

/** Seconds to wait, if there was enough of it for now; null: go on, it is counted. */
async function waitFor(deps: AdminDeps, key: ForgotKey, of: string): Promise<number | null> {
  const name = deps.digest.hmac(deps.config.secretKey.reveal(), `forgot:${key}:${of}`);
  return deps.failures.update([name], (stored) => {
    const { verdict, tally } = judgeForgot(key, stored.get(name) ?? null, deps.clock());
    const result = verdict.kind === 'wait' ? Math.max(1, Math.ceil(verdict.until - deps.clock())) : null;
    return { result, tallies: new Map(tally === null ? [] : [[name, tally]]) };
  });
}

async function findPeople(deps: AdminDeps, typed: string): Promise<readonly Reachable[]> {
  const name = canonicalUserName(typed);
  const named = name.ok ? await deps.users.findByName(name.value) : null;
  const people: readonly User[] = named === null ? await deps.users.findByEmail(typed.trim()) : [named];
  return people
    .filter(isReachable)
    .filter((user) => !user.disabled)
    .slice(0, mostLetters);
}

/** What comes after the answer, so that nobody can tell by its time whether there is such an account. */
async function writeLetters(deps: AdminDeps, typed: string, address: string | null): Promise<void> {
  for (const user of await findPeople(deps, typed)) {
    if ((await waitFor(deps, 'account', user.id)) !== null) continue;
    // Links that an administrator made go on counting: else anybody could make them worthless.
    const link = await makeLinkFor(deps, user, 'reset', linkLifeSeconds);
    await deps.audit.record({
      at: deps.clock(),
      actor: { kind: 'visitor' },
      address,
      event: { kind: 'link-made', user: user.name, purpose: 'reset' },
    });
    await mailLink(deps, user, 'reset', link);
  }
}

export function forgotPage(deps: AdminDeps): (ctx: Context) => void {
  return (ctx) => {
    show(ctx, deps, 200, []);
  };
}

/** The same answer, as fast, whether or not there is such an account. */
export function submitForgot(deps: AdminDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const form = await readForm(ctx.req);
    const { language, speak } = pageVoice(ctx, deps.config.defaultLanguage, {});
    if (deps.mailer === null) {
      show(ctx, deps, 404, []);
      return;
    }
    if (!deps.formGuard.accepts(ctx, form.get('form_token'))) {
      show(ctx, deps, 403, [speak('login.expired')]);
      return;
    }
    const address = ctx.get('X-Gate-Client') || null;
    const seconds = await waitFor(deps, 'address', address === null ? 'unknown' : addressBlock(address));
    if (seconds !== null) {
      ctx.set('Retry-After', String(seconds));
      show(ctx, deps, 429, [speak('login.wait', { wait: sayDuration(language, seconds) })]);
      return;
    }
    show(ctx, deps, 200, [], true);
    const requestId = ctx.get('X-Request-Id');
    deps.afterAnswer(writeLetters(deps, (form.get('who') ?? '').slice(0, 254), address), requestId);
  };
}
