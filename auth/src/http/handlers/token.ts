import type { Context } from 'koa';
import { buildAuth1Error, buildAuth1Token } from '../../core/iiif/auth1-token.js';
import { parseTokenRequest } from '../../core/session/judge-token-request.js';
import type { TokenRefusal } from '../../core/session/token-outcome.js';
import type { ViewerOrigin } from '../../core/session/viewer-origin.js';
import { parseViewerOrigin } from '../../core/session/viewer-origin.js';
import type { TextKey } from '../../core/texts/english.js';
import { voiceOf } from '../language.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { renderTokenPage } from '../pages/token-page.js';
import type { JudgeToken, TokenDeps, TokenOutcome } from '../judge-token.js';
import { judgeSessionToken, unavailableToken } from '../judge-token.js';
import type { RefusalPacer } from '../refusal-pacer.js';

const texts: Readonly<Record<TokenRefusal, TextKey>> = {
  'invalid-request': 'token.invalidRequest',
  'missing-credentials': 'token.missing',
  'unknown-session': 'token.unknown',
  'expired-session': 'token.expired',
  'invalid-origin': 'token.invalidOrigin',
  unavailable: 'token.unavailable',
};

/** Every value of a parameter, in order. */
export function listOf(value: string | string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

type Refused = Extract<TokenOutcome, { readonly refusal: TokenRefusal }>;

/** The text for a refusal and what it speaks of; a browser that says it holds cookies back is told so (viewers.md 4). */
export function refusalText(
  ctx: Context,
  deps: TokenDeps,
  { refusal, about }: Refused,
  origin: ViewerOrigin | null,
): { readonly key: TextKey; readonly values: Readonly<Record<string, string>> } {
  const values = {
    host: new URL(deps.links.base).host,
    hosted: deps.links.at('/view/'),
    origin: origin ?? '',
    institution: deps.config.institution,
  };
  if (refusal !== 'missing-credentials') return { key: texts[refusal], values };
  if (about === 'place') return { key: 'token.notAtPlace', values };
  const blocked = ctx.get('Sec-Fetch-Storage-Access') === 'none';
  return { key: blocked ? 'token.blocked' : 'token.missing', values };
}

/** A1-40 to A1-4I: access token service, JSON without `messageId`, else a page that posts to the asking origin. */
export function tokenHandler(
  deps: TokenDeps,
  pacer: RefusalPacer,
  judge: JudgeToken = judgeSessionToken(1),
): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const nonce = deps.newId();
    const messageIds = listOf(ctx.query['messageId']);
    const request = parseTokenRequest({ messageId: messageIds, origin: listOf(ctx.query['origin']) });
    const outcome: TokenOutcome = request.ok
      ? await judge(ctx, deps, request.value).catch(() => unavailableToken)
      : { refusal: request.error, about: 'session' };
    // An unusable request is answered in the form it came in; its origin, if there is one good one, may be told.
    const origin = request.ok
      ? request.value.origin
      : parseViewerOrigin(listOf(ctx.query['origin'])[0] ?? '');
    const messageId = messageIds[0] === undefined ? null : messageIds[0].slice(0, 4_096);
    const answer =
      'token' in outcome
        ? { status: 200, body: buildAuth1Token(outcome.token, outcome.expiresIn, messageId) }
        : buildAuth1Error(outcome.refusal, speak(told.key, told.values), messageId);
    if (messageId === null) {
      applyHeaderProfile(ctx, 'internal');
      if (answer.status === 503) ctx.set('Retry-After', '2');
      ctx.status = answer.status;
      ctx.body = answer.body;
      return;
    }
    applyHeaderProfile(ctx, 'token', nonce);
    const refused = 'refusal' in outcome;
    const delay = refused ? pacer.delayFor(`${ctx.get('X-Gate-Client')} ${messageId} ${origin ?? ''}`) : 0;
    const text = 'description' in answer.body ? answer.body.description : 'Access token';
    ctx.status = 200;
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = renderTokenPage({ message: answer.body, origin, nonce, delay, text }).text;
  };
}
