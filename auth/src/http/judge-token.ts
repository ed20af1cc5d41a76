import type { Context } from 'koa';
import type { AccessTokenHash } from '../core/session/access-token.js';
import type { TokenCredential, TokenRequest } from '../core/session/judge-token-request.js';
import { judgeTokenRequest } from '../core/session/judge-token-request.js';
import type { LiveSession } from '../core/session/live-sessions.js';
import { type Session, sessionEndsAt, type SessionHash } from '../core/session/session.js';
import type { TokenRefusal } from '../core/session/token-outcome.js';
import type { ViewerOrigin } from '../core/session/viewer-origin.js';
import { listPlacesAt } from '../core/policy/places-at.js';
import { epochSeconds } from '../core/time.js';
import { sessionLives } from './middleware/session.js';
import { readCredentials, sessionOf } from './visitor.js';
import type { WebDeps } from './web-deps.js';

export type TokenDeps = Pick<
  WebDeps,
  | 'config'
  | 'look'
  | 'tokens'
  | 'endOf'
  | 'newId'
  | 'digest'
  | 'liveSessions'
  | 'liveTokens'
  | 'clock'
  | 'links'
  | 'policy'
  | 'observe'
>;

/** Seconds a token counts at most; viewers that don't renew silently nag at every end (viewers.md 7.11). */
const tokenSeconds = 3_600;

/** A token and the seconds it counts (never past its session, A1-45), or why there is none and what it is about. */
export type TokenOutcome =
  | { readonly token: string; readonly expiresIn: number }
  | { readonly refusal: TokenRefusal; readonly about: 'session' | 'place' };

/** Judges a request that was understood. */
export type JudgeToken = (ctx: Context, deps: TokenDeps, request: TokenRequest) => Promise<TokenOutcome>;

/** Unknown and expired are told apart where the table still holds the session (A2-2A). */
async function credentialOf(
  deps: TokenDeps,
  cookie: string | null,
  live: LiveSession | null,
): Promise<TokenCredential> {
  if (cookie === null) return { kind: 'none' };
  if (live !== null) {
    const says = live.user !== null || Object.keys(live.session.agreements).length > 0;
    return says ? { kind: 'session', origins: live.session.origins } : { kind: 'unknown' };
  }
  return { kind: await deps.endOf(deps.digest.sha256(cookie) as SessionHash) };
}

async function issue(
  deps: TokenDeps,
  session: Session,
  origin: ViewerOrigin | null,
  protocol: 1 | 2,
): Promise<TokenOutcome> {
  const token = deps.newId();
  const left = Math.floor(sessionEndsAt(session, sessionLives.content) - deps.clock());
  const expiresIn = Math.max(1, Math.min(tokenSeconds, left));
  await deps.tokens.save({
    hash: deps.digest.sha256(token) as AccessTokenHash,
    session: session.hash,
    origin,
    protocol,
    expiresAt: epochSeconds(deps.clock() + expiresIn),
  });
  return { token, expiresIn };
}

/** A token of the browser's session (A1-41, A2-25), good for one protocol's questions only. */
export function judgeSessionToken(protocol: 1 | 2): JudgeToken {
  return async (ctx, deps, request) => {
    const { cookie } = readCredentials(ctx.req.headers);
    const live = await sessionOf(deps, cookie);
    const trusted = [deps.links.base as ViewerOrigin, ...deps.config.viewerOrigins];
    const refusal = judgeTokenRequest(request, await credentialOf(deps, cookie, live), trusted);
    if (refusal !== null || live === null) return { refusal: refusal ?? 'unknown-session', about: 'session' };
    return issue(deps, live.session, request.origin, protocol);
  };
}

/**
 * A token that tells of the place only (contract 3): given to whoever comes from one, without any cookie, and stored
 * nowhere. It carries nothing: each request is judged from its own address. So it may go to any site that asks.
 */
export const judgePlaceToken: JudgeToken = async (ctx, deps) => {
  const { address } = readCredentials(ctx.req.headers);
  const places = listPlacesAt(await deps.policy.current(), address);
  return places.length === 0
    ? { refusal: 'missing-credentials', about: 'place' }
    : { token: deps.newId(), expiresIn: tokenSeconds };
};
