import type { AccessTokenStore } from '../core/session/access-token-store.js';
import type { Metrics } from './metrics.js';

/** The same store, whose tokens are counted as they are issued. */
export function countTokens(
  tokens: AccessTokenStore,
  metrics: Pick<Metrics, 'countToken'>,
): AccessTokenStore {
  return {
    find: async (hash) => tokens.find(hash),
    deleteExpired: async (now) => tokens.deleteExpired(now),
    async save(token) {
      await tokens.save(token);
      metrics.countToken(token.protocol);
    },
  };
}
