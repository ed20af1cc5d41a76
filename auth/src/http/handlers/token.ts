import type { Context } from 'koa';
import { buildAuth1Error, buildAuth1Token } from '../../core/iiif/auth1-token.js';
import type { AccessTokenHash } from '../../core/session/access-token.js';
import type { TokenCredential, TokenRequest } from '../../core/session/judge-token-request.js';
import { judgeTokenRequest, parseTokenRequest } from '../../core/session/judge-token-request.js';
import type { LiveSession } from '../../core/session/live-sessions.js';
import type { TokenRefusal } from '../../core/session/token-outcome.js';
import type { ViewerOrigin } from '../../core/session/viewer-origin.js';
import { parseViewerOrigin } from '../../core/session/viewer-origin.js';
import { epochSeconds } from '../../core/time.js';
import type { TextKey } from '../../core/texts/english.js';
import { voiceOf } from '../language.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { renderTokenPage } from '../pages/token-page.js';
import { readCredentials, sessionOf } from '../visitor.js';
import type { WebDeps } from '../web-deps.js';
import type { RefusalPacer } from '../refusal-pacer.js';

type TokenDeps = Pick<
  WebDeps,
  'config' | 'tokens' | 'newId' | 'digest' | 'liveSessions' | 'liveTokens' | 'clock' | 'links'
>;

/** Seconds a token counts; viewers that don't renew silently nag at every end (viewers.md 7.11). */
const tokenSeconds = 3_600;

const texts: Readonly<Record<TokenRefusal, TextKey>> = {
  'invalid-request': 'token.invalidRequest',
  'missing-credentials': 'token.missing',
  'unknown-session': 'token.unknown',
  'expired-session': 'token.expired',
  'invalid-origin': 'token.invalidOrigin',
  unavailable: 'token.unavailable',
};

function credentialOf(cookie: string | null, live: LiveSession | null): TokenCredential {
  if (cookie === null) return { kind: 'none' };
  if (live === null) return { kind: 'unknown' };
  return { kind: 'session', origins: live.session.origins };
}

function listOf(value: string | string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** The text for a refusal; a browser that says it holds cookies back is told so (viewers.md 4). */
function describeRefusal(
  ctx: Context,
  deps: TokenDeps,
  refusal: TokenRefusal,
  origin: ViewerOrigin | null,
): string {
  const blocked = refusal === 'missing-credentials' && ctx.get('Sec-Fetch-Storage-Access') === 'none';
  const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
  const values = {
    host: new URL(deps.links.base).host,
    hosted: deps.links.at('/view/'),
    origin: origin ?? '',
  };
  return speak(blocked ? 'token.blocked' : texts[refusal], values);
}

async function issue(deps: TokenDeps, live: LiveSession, request: TokenRequest): Promise<string> {
  const token = deps.newId();
  await deps.tokens.save({
    hash: deps.digest.sha256(token) as AccessTokenHash,
    session: live.session.hash,
    origin: request.origin,
    protocol: 1,
    expiresAt: epochSeconds(deps.clock() + tokenSeconds),
  });
  return token;
}

type Outcome = { readonly token: string } | { readonly refusal: TokenRefusal };

async function judge(ctx: Context, deps: TokenDeps, request: TokenRequest): Promise<Outcome> {
  const { cookie } = readCredentials(ctx.req.headers);
  const live = await sessionOf(deps, cookie);
  const own = deps.links.base as ViewerOrigin;
  const refusal = judgeTokenRequest(request, credentialOf(cookie, live), [own, ...deps.config.viewerOrigins]);
  if (refusal !== null || live === null) return { refusal: refusal ?? 'unknown-session' };
  if (live.user === null && Object.keys(live.session.agreements).length === 0)
    return { refusal: 'unknown-session' };
  return { token: await issue(deps, live, request) };
}

/** A1-40 to A1-4I: access token service, JSON without `messageId`, else a page that posts to the asking origin. */
export function tokenHandler(deps: TokenDeps, pacer: RefusalPacer): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const nonce = deps.newId();
    const messageIds = listOf(ctx.query['messageId']);
    const request = parseTokenRequest({ messageId: messageIds, origin: listOf(ctx.query['origin']) });
    const outcome: Outcome = request.ok
      ? await judge(ctx, deps, request.value).catch(() => ({ refusal: 'unavailable' as const }))
      : { refusal: request.error };
    // An unusable request is answered in the form it came in; its origin, if there is one good one, may be told.
    const origin = request.ok
      ? request.value.origin
      : parseViewerOrigin(listOf(ctx.query['origin'])[0] ?? '');
    const messageId = messageIds[0] === undefined ? null : messageIds[0].slice(0, 4_096);
    const answer =
      'token' in outcome
        ? { status: 200, body: buildAuth1Token(outcome.token, tokenSeconds, messageId) }
        : buildAuth1Error(outcome.refusal, describeRefusal(ctx, deps, outcome.refusal, origin), messageId);
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
