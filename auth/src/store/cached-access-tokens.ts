import type { ChangeFeed } from '../core/change.js';
import type { AccessToken, AccessTokenHash } from '../core/session/access-token.js';
import type { AccessTokenStore } from '../core/session/access-token-store.js';
import type { LiveTokens } from '../core/session/live-sessions.js';
import type { EpochSeconds } from '../core/time.js';
import { createFedCache } from './fed-cache.js';

/** The hot path's view of access tokens: those that have not expired. Whether the session lives is another question. */
export type CachedAccessTokens = LiveTokens;

const mostTokens = 50_000;

/** Access tokens, from memory while the change feed is fresh. */
export function createCachedAccessTokens(
  tokens: Pick<AccessTokenStore, 'find'>,
  feed: ChangeFeed,
  clock: () => EpochSeconds,
): CachedAccessTokens {
  const cache = createFedCache<AccessTokenHash, AccessToken>({
    load: async (hash) => tokens.find(hash),
    isFresh: feed.isFresh,
    isGood: (token) => clock() < token.expiresAt,
    now: () => clock() * 1000,
    max: mostTokens,
  });
  feed.onChange((change) => {
    if (change.kind === 'token') cache.drop(change.hash);
    if (change.kind === 'flush') cache.flush();
  });
  return { find: cache.find };
}
