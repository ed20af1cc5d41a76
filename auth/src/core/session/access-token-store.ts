import type { EpochSeconds } from '../time.js';
import type { AccessToken, AccessTokenHash } from './access-token.js';

/** PORT: access tokens by hash. They end with their session (SessionStore.end). */
export interface AccessTokenStore {
  find(hash: AccessTokenHash): Promise<AccessToken | null>;
  save(token: AccessToken): Promise<void>;
  deleteExpired(now: EpochSeconds): Promise<number>;
}
