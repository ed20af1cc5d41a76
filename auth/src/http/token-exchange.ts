import type { Context } from 'koa';
import { parseTokenRequest } from '../core/session/judge-token-request.js';
import type { TokenRefusal } from '../core/session/token-outcome.js';
import { parseViewerOrigin, type ViewerOrigin } from '../core/session/viewer-origin.js';
import type { TextKey } from '../core/texts/english.js';
import type { JudgeToken, TokenDeps, TokenOutcome } from './judge-token.js';
import { voiceOf } from './language.js';
import { renderTokenPage } from './pages/token-page.js';
import type { RefusalPacer } from './refusal-pacer.js';
import { sendPage } from './send-page.js';

/** A request for a token, in either version, and what came of it. */
export interface TokenExchange {
  readonly outcome: TokenOutcome;
  /** Whom to tell; null: nobody that could be named. */
  readonly origin: ViewerOrigin | null;
  /** As it came; null: there was none. */
  readonly messageId: string | null;
}

function listOf(value: string | string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Reads and judges a request for a token. An unusable one may still be told so, if it names one good origin. */
export async function exchangeToken(
  ctx: Context,
  deps: TokenDeps,
  judge: JudgeToken,
): Promise<TokenExchange> {
  const messageIds = listOf(ctx.query['messageId']);
  const origins = listOf(ctx.query['origin']);
  const request = parseTokenRequest({ messageId: messageIds, origin: origins });
  const messageId = messageIds[0] === undefined ? null : messageIds[0].slice(0, 4_096);
  if (!request.ok) {
    const origin = parseViewerOrigin(origins[0] ?? '');
    return { outcome: { refusal: request.error, about: 'session' }, origin, messageId };
  }
  const outcome = await judge(ctx, deps, request.value).catch((error: unknown): TokenOutcome => {
    deps.observe({ kind: 'failed', where: 'token', requestId: ctx.get('X-Request-Id'), error });
    return { refusal: 'unavailable', about: 'session' };
  });
  return { outcome, origin: request.value.origin, messageId };
}

const texts: Readonly<Record<TokenRefusal, TextKey>> = {
  'invalid-request': 'token.invalidRequest',
  'missing-credentials': 'token.missing',
  'unknown-session': 'token.unknown',
  'expired-session': 'token.expired',
  'invalid-origin': 'token.invalidOrigin',
  unavailable: 'token.unavailable',
};

/** What is said of an outcome, and the values in it; a browser that says it holds cookies back is told so (viewers.md 4). */
export function tokenText(
  ctx: Context,
  deps: TokenDeps,
  { outcome, origin }: TokenExchange,
): { readonly key: TextKey; readonly values: Readonly<Record<string, string>> } {
  const values = {
    host: new URL(deps.links.base).host,
    hosted: deps.links.at('/view/'),
    origin: origin ?? '',
    institution: deps.look().institution,
  };
  if (!('refusal' in outcome)) return { key: 'token.page', values };
  if (outcome.refusal !== 'missing-credentials') return { key: texts[outcome.refusal], values };
  if (outcome.about === 'place') return { key: 'token.notAtPlace', values };
  const blocked = ctx.get('Sec-Fetch-Storage-Access') === 'none';
  return { key: blocked ? 'token.blocked' : 'token.missing', values };
}

/** The page that posts the message: 200 whatever the outcome (A1-47, A2-22); a repeated refusal is posted later. */
export function sendTokenPage(
  ctx: Context,
  deps: TokenDeps,
  pacer: RefusalPacer,
  exchange: TokenExchange,
  message: unknown,
  text: string,
): void {
  const { outcome, origin, messageId } = exchange;
  const nonce = deps.newId();
  const client = `${ctx.get('X-Gate-Client')} ${messageId ?? ''} ${origin ?? ''}`;
  const delay = 'refusal' in outcome ? pacer.delayFor(client) : 0;
  const { language, speak } = voiceOf(ctx, deps.config.defaultLanguage);
  const title = speak('token.page');
  const page = renderTokenPage({ message, origin, nonce, delay, language, title, text });
  sendPage(ctx, page, { profile: 'token', language, nonce });
}
