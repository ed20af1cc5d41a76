import type { Context } from 'koa';
import type { AuditEvent } from '../../core/audit/event.js';
import { type Acceptances, joinAcceptances } from '../../core/identity/acceptance.js';
import type { User } from '../../core/identity/user.js';
import { acceptAgreement, hasAgreed } from '../../core/policy/accept-agreement.js';
import type { Agreement } from '../../core/policy/model.js';
import type { TextKey } from '../../core/texts/english.js';
import { pickLanguage } from '../../core/texts/pick-text.js';
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
import { voiceOf, wantedLanguages } from '../language.js';
import { changeSession, sessionFields } from '../middleware/session.js';
import { renderAgreementPage } from '../pages/agreement-page.js';
import { readForm } from '../read-form.js';
import type { WebDeps } from '../web-deps.js';

type AgreeDeps = Pick<
  WebDeps,
  'config' | 'look' | 'policy' | 'formGuard' | 'newId' | 'clock' | 'users' | 'audit'
>;

/** The handler of a route with a parameter `name`. */
type NamedContext = Context & { readonly params: { readonly name?: string } };

async function findAgreement(ctx: NamedContext, deps: AgreeDeps): Promise<Agreement | null> {
  const policy = await deps.policy.current();
  return policy.agreements.get(ctx.params.name ?? '') ?? null;
}

/** Of the languages that the terms were written in, the one that this visitor reads best. */
function textLanguage(ctx: Context, deps: AgreeDeps, agreement: Agreement): string {
  const wanted = wantedLanguages(ctx, deps.config.defaultLanguage);
  return pickLanguage(Object.keys(agreement.text), wanted) ?? 'en';
}

/** Whoever has the window open, and what counts as accepted by them. */
interface Reader {
  /** Null: nobody signed in. */
  readonly user: User | null;
  readonly acceptances: Acceptances;
}

async function findReader(ctx: Context, deps: AgreeDeps): Promise<Reader> {
  const { user: id = null, agreements = {} } = sessionFields(ctx);
  const user = id === null ? null : await deps.users.findById(id);
  return { user, acceptances: user === null ? agreements : joinAcceptances(user.agreements, agreements) };
}

function isAgreed({ acceptances }: Reader, deps: AgreeDeps, agreement: Agreement): boolean {
  return hasAgreed(agreement, acceptances, deps.clock());
}

function show(
  ctx: Context,
  deps: AgreeDeps,
  agreement: Agreement,
  errand: Errand,
  status: number,
  problem: TextKey | null,
  reader: Reader,
): void {
  const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
  // One address takes the answers of both protocols' windows.
  const props = windowProps(ctx, deps, errand, `/iiif-login/agree/${encodeURIComponent(agreement.name)}`);
  const page = renderAgreementPage({
    ...props,
    agreement,
    textLanguage: textLanguage(ctx, deps, agreement),
    problem: problem === null ? null : speak(problem),
    agreed: isAgreed(reader, deps, agreement),
  });
  showWindow(ctx, deps, status, page);
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
    const reader = await findReader(ctx, deps);
    if (known && isAgreed(reader, deps, agreement)) finish(ctx, deps, errand.back, 'done.agreed');
    else show(ctx, deps, agreement, errand, 200, null, reader);
  };
}

/** An account keeps it, for every session; without one it is kept in this browser's session. */
async function accept(ctx: Context, deps: AgreeDeps, reader: Reader, agreement: Agreement): Promise<void> {
  const { user, acceptances } = reader;
  const { name, version } = agreement;
  const at = deps.clock();
  if (user === null) changeSession(ctx, { agreements: acceptAgreement(agreement, acceptances, at) });
  else await deps.users.recordAcceptance(user.id, name, { version, at, withdrawn: false });
  await record(ctx, deps, user, { kind: 'agreed', user: user?.name ?? null, agreement: name, version });
}

async function withdraw(ctx: Context, deps: AgreeDeps, reader: Reader, name: string): Promise<void> {
  const { user, acceptances } = reader;
  const accepted = Object.hasOwn(acceptances, name) ? acceptances[name] : undefined;
  if (accepted === undefined) return;
  const { [name]: _, ...others } = sessionFields(ctx).agreements ?? {};
  changeSession(ctx, { agreements: others });
  const { version } = accepted;
  if (user !== null)
    await deps.users.recordAcceptance(user.id, name, { version, at: deps.clock(), withdrawn: true });
  await record(ctx, deps, user, {
    kind: 'agreement-withdrawn',
    user: user?.name ?? null,
    agreement: name,
    version,
  });
}

async function record(ctx: Context, deps: AgreeDeps, user: User | null, event: AuditEvent): Promise<void> {
  await deps.audit.record({
    at: deps.clock(),
    actor: user === null ? { kind: 'visitor' } : { kind: 'user', name: user.name },
    address: ctx.get('X-Gate-Client') || null,
    event,
  });
}

/** "I agree", kept with version and time; an account is not needed. And "I no longer agree". */
export function submitAgreement(deps: AgreeDeps): (ctx: NamedContext) => Promise<void> {
  return async (ctx) => {
    const form = await readForm(ctx.req);
    const agreement = await findAgreement(ctx, deps);
    if (agreement === null) {
      noSuchAgreement(ctx, deps);
      return;
    }
    const errand = formErrand(form);
    const reader = await findReader(ctx, deps);
    if (!deps.formGuard.accepts(ctx, form.get('form_token'))) {
      show(ctx, deps, agreement, errand, 403, 'login.expired', reader);
      return;
    }
    if (form.get('choice') === 'withdraw') {
      await withdraw(ctx, deps, reader, agreement.name);
      finish(ctx, deps, errand.back, 'done.withdrawn');
      return;
    }
    // Nobody agrees to what they have not read: the page may be older than the terms.
    if (form.get('version') !== String(agreement.version)) {
      show(ctx, deps, agreement, errand, 409, 'agree.changed', reader);
      return;
    }
    if (!isAgreed(reader, deps, agreement)) await accept(ctx, deps, reader, agreement);
    remember(ctx, errand.origin);
    finish(ctx, deps, errand.back, 'done.agreed');
  };
}
