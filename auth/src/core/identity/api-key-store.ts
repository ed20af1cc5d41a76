import type { Soon } from '../soon.js';
import type { EpochSeconds } from '../time.js';
import type { ApiKey, ApiKeyHash, LiveApiKey } from './api-key.js';

/** PORT: keys by hash. They go with their user. */
export interface ApiKeyStore {
  find(hash: ApiKeyHash): Promise<ApiKey | null>;
  /** By name. */
  list(): Promise<readonly ApiKey[]>;
  /** False: there is a key of this name. */
  create(key: ApiKey): Promise<boolean>;
  /** Ends a key for good; null: there is none of this name. */
  revoke(name: string): Promise<ApiKey | null>;
  /** Moves `lastUsedAt` forward, never back. */
  noteUse(hashes: readonly ApiKeyHash[], at: EpochSeconds): Promise<void>;
}

/** PORT: keys on the hot path, from memory while the change feed is fresh, else asked for. Throws when neither works. */
export interface LiveApiKeys {
  /** Null: unknown, revoked, expired, or its user is disabled. Counts as being used. */
  find(hash: ApiKeyHash): Soon<LiveApiKey | null>;
}
