import type { Context } from 'koa';
import type { ReturnPath } from '../core/session/return-path.js';
import { parseReturnPath } from '../core/session/return-path.js';
import type { ViewerOrigin } from '../core/session/viewer-origin.js';
import { parseViewerOrigin } from '../core/session/viewer-origin.js';
import type { TextKey } from '../core/texts/english.js';
import type { Html } from './html.js';
import { voiceOf } from './language.js';
import { pageVoice, sendPage } from './send-page.js';
import { applyHeaderProfile } from './middleware/header-profiles.js';
import { changeSession, sessionFields } from './middleware/session.js';
import type { WindowProps } from './pages/login-page.js';
import { renderDonePage } from './pages/login-page.js';
import type { WebDeps } from './web-deps.js';

/** Where a window came from and where it goes. */
export interface Errand {
  readonly origin: ViewerOrigin | null;
  readonly back: ReturnPath | null;
}

function first(value: string | string[] | undefined): string {
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
}

function errandOf(origin: string, back: string): Errand {
  return { origin: parseViewerOrigin(origin), back: parseReturnPath(back) };
}

/** The errand as a viewer or a link opens the window with (A1-30, A2-11); what is unusable counts as absent (A1-31). */
export function queryErrand(ctx: Context): Errand {
  return errandOf(first(ctx.query['origin']), first(ctx.query['return']));
}

/** The errand as our own form carries it along. */
export function formErrand(form: ReadonlyMap<string, string>): Errand {
  return errandOf(form.get('origin') ?? '', form.get('return') ?? '');
}

/** What every page of the window is made of. */
export function windowProps(
  ctx: Context,
  deps: Pick<WebDeps, 'config' | 'look' | 'formGuard'>,
  errand: Errand,
  action: string,
): WindowProps {
  const { origin, back } = errand;
  const query = { ...(origin === null ? {} : { origin }), ...(back === null ? {} : { return: back }) };
  // A page that answers a form is reached again by what the form carried along.
  const asked = ctx.method === 'POST' ? query : null;
  return {
    ...pageVoice(ctx, deps.config.defaultLanguage, asked),
    look: deps.look(),
    action,
    formToken: deps.formGuard.issue(ctx),
    origin: errand.origin ?? '',
    back: errand.back ?? '',
  };
}

/** Answers with a page of the window: no opener policy, never framed. */
export function showWindow(ctx: Context, deps: Pick<WebDeps, 'config'>, status: number, page: Html): void {
  const { language } = voiceOf(ctx, deps.config.defaultLanguage);
  sendPage(ctx, page, { profile: 'window', language, status });
}

/** Ends the window: back to where the person came from, else a page that closes itself (A1-35, A2-14). */
export function finish(
  ctx: Context,
  deps: Pick<WebDeps, 'config' | 'look' | 'newId'>,
  back: ReturnPath | null,
  message: TextKey,
): void {
  if (back !== null) {
    applyHeaderProfile(ctx, 'window');
    ctx.status = 303;
    ctx.set('Location', back);
    ctx.body = '';
    return;
  }
  const nonce = deps.newId();
  const { defaultLanguage } = deps.config;
  const look = deps.look();
  const { language, speak } = voiceOf(ctx, defaultLanguage);
  const props = { language, speak, look, message: speak(message, { institution: look.institution }), nonce };
  sendPage(ctx, renderDonePage(props), { profile: 'window', language, nonce });
}

/** Did the person click for this site before? */
export function isRemembered(ctx: Context, origin: ViewerOrigin | null): boolean {
  return origin !== null && (sessionFields(ctx).origins ?? []).includes(origin);
}

/** Remembers that the person clicked for this site (contract 3, "Who gets a token"); at most 50 sites. */
export function remember(ctx: Context, origin: ViewerOrigin | null): void {
  const origins = sessionFields(ctx).origins ?? [];
  if (origin === null || origins.includes(origin)) return;
  changeSession(ctx, { origins: [...origins, origin].slice(-50) });
}
