import type { Context } from 'koa';
import { acceptAgreement, hasAgreed } from '../../core/policy/accept-agreement.js';
import type { Agreement } from '../../core/policy/model.js';
import type { TextKey } from '../../core/texts/english.js';
import {
  type Errand,
  finish,
  formErrand,
  isRemembered,
  queryErrand,
  remember,
  showWindow,
  windowProps,
} from '../access-window.js';
import { voiceOf } from '../language.js';
import { changeSession, sessionFields } from '../middleware/session.js';
import { renderAgreementPage } from '../pages/agreement-page.js';
import { readForm } from '../read-form.js';
import type { WebDeps } from '../web-deps.js';

type AgreeDeps = Pick<WebDeps, 'config' | 'policy' | 'formGuard' | 'newId' | 'clock' | 'users' | 'audit'>;

/** The handler of a route with a parameter `name`. */
type NamedContext = Context & { readonly params: { readonly name?: string } };

async function findAgreement(ctx: NamedContext, deps: AgreeDeps): Promise<Agreement | null> {
  const policy = await deps.policy.current();
  return policy.agreements.get(ctx.params.name ?? '') ?? null;
}

/** Of the languages that the terms were written in, the one that this visitor reads best. */
function textLanguage(ctx: Context, deps: AgreeDeps, agreement: Agreement): string {
  const written = Object.keys(agreement.text);
  const wanted = ctx.get('Accept-Language') === '' ? false : ctx.acceptsLanguages(...written);
  if (wanted !== false) return wanted;
  const last = [deps.config.defaultLanguage, 'en'].find((language) => written.includes(language));
  return last ?? written[0] ?? 'en';
}

function isAgreed(ctx: Context, deps: AgreeDeps, agreement: Agreement): boolean {
  return hasAgreed(agreement, sessionFields(ctx).agreements ?? {}, deps.clock());
}

function show(
  ctx: Context,
  deps: AgreeDeps,
  agreement: Agreement,
  errand: Errand,
  status: number,
  problem: TextKey | null,
): void {
  const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
  // One address takes the answers of both protocols' windows.
  const props = windowProps(ctx, deps, errand, `/iiif-login/agree/${encodeURIComponent(agreement.name)}`);
  const page = renderAgreementPage({
    ...props,
    agreement,
    textLanguage: textLanguage(ctx, deps, agreement),
    problem: problem === null ? null : speak(problem),
    agreed: isAgreed(ctx, deps, agreement),
  });
  showWindow(ctx, status, page);
}

function noSuchAgreement(ctx: Context, deps: AgreeDeps): void {
  // A2-1B: even then the window closes, so that the viewer goes on.
  finish(ctx, deps, null, 'agree.unknown');
  ctx.status = 404;
}

/** Whether the window of 1.0 closes by itself (A1-38) for sites that the person clicked for under these very terms before. */
export type AgreedBefore = 'close' | 'ask';

/** The terms, in the visitor's language. 2.0 asks for a click each time (A2-16). */
export function agreePage(deps: AgreeDeps, agreedBefore: AgreedBefore): (ctx: NamedContext) => Promise<void> {
  return async (ctx) => {
    const agreement = await findAgreement(ctx, deps);
    if (agreement === null) {
      noSuchAgreement(ctx, deps);
      return;
    }
    const errand = queryErrand(ctx);
    const known = agreedBefore === 'close' && isRemembered(ctx, errand.origin);
    if (known && isAgreed(ctx, deps, agreement)) finish(ctx, deps, errand.back, 'done.agreed');
    else show(ctx, deps, agreement, errand, 200, null);
  };
}

async function accept(ctx: Context, deps: AgreeDeps, agreement: Agreement): Promise<void> {
  const { user = null, agreements = {} } = sessionFields(ctx);
  const person = user === null ? null : await deps.users.findById(user);
  const at = deps.clock();
  changeSession(ctx, { agreements: acceptAgreement(agreement, agreements, at) });
  const { name, version } = agreement;
  await deps.audit.record({
    at,
    actor: person === null ? { kind: 'visitor' } : { kind: 'user', name: person.name },
    address: ctx.get('X-Gate-Client') || null,
    event: { kind: 'agreed', user: person?.name ?? null, agreement: name, version },
  });
}

/** "I agree": kept in this browser's session, with version and time; an account is not needed. */
export function submitAgreement(deps: AgreeDeps): (ctx: NamedContext) => Promise<void> {
  return async (ctx) => {
    const form = await readForm(ctx.req);
    const agreement = await findAgreement(ctx, deps);
    if (agreement === null) {
      noSuchAgreement(ctx, deps);
      return;
    }
    const errand = formErrand(form);
    if (!deps.formGuard.accepts(ctx, form.get('form_token'))) {
      show(ctx, deps, agreement, errand, 403, 'login.expired');
      return;
    }
    // Nobody agrees to what they have not read: the page may be older than the terms.
    if (form.get('version') !== String(agreement.version)) {
      show(ctx, deps, agreement, errand, 409, 'agree.changed');
      return;
    }
    if (!isAgreed(ctx, deps, agreement)) await accept(ctx, deps, agreement);
    remember(ctx, errand.origin);
    finish(ctx, deps, errand.back, 'done.agreed');
  };
}
