import type { ChangeFeed } from '../core/change.js';
import type { ApiKey, ApiKeyHash } from '../core/identity/api-key.js';
import type { ApiKeyStore, LiveApiKeys } from '../core/identity/api-key-store.js';
import type { User, UserId } from '../core/identity/user.js';
import type { UserStore } from '../core/identity/user-store.js';
import type { EpochSeconds } from '../core/time.js';
import { createFedCache } from './fed-cache.js';

export interface CachedApiKeys extends LiveApiKeys {
  /** Writes down which keys were used. Call it every few seconds, and before the end. */
  flushUses(): Promise<void>;
}

export interface CachedApiKeysOptions {
  readonly keys: ApiKeyStore;
  readonly users: UserStore;
  readonly feed: ChangeFeed;
  readonly clock: () => EpochSeconds;
}

const noteAfterSeconds = 60;
const mostKeys = 2_000;

/** Keys and their users, from memory while the change feed is fresh. */
export function createCachedApiKeys({ keys, users, feed, clock }: CachedApiKeysOptions): CachedApiKeys {
  const noted = new Map<ApiKeyHash, EpochSeconds>();
  const unwritten = new Set<ApiKeyHash>();
  const common = { isFresh: feed.isFresh, now: () => clock() * 1000, max: mostKeys };
  const byHash = createFedCache<ApiKeyHash, ApiKey>({
    ...common,
    load: async (hash) => keys.find(hash),
    isGood: (key) => clock() < key.expiresAt,
  });
  const byUser = createFedCache<UserId, User>({ ...common, load: async (id) => users.findById(id) });
  feed.onChange((change) => {
    if (change.kind === 'key') byHash.drop(change.hash);
    if (change.kind === 'user') byUser.drop(change.id);
    if (change.kind !== 'flush') return;
    byHash.flush();
    byUser.flush();
  });

  function note(hash: ApiKeyHash): void {
    const now = clock();
    if (now - (noted.get(hash) ?? 0) < noteAfterSeconds) return;
    if (noted.size >= mostKeys) noted.clear();
    noted.set(hash, now);
    unwritten.add(hash);
  }

  return {
    async find(hash) {
      const key = await byHash.find(hash);
      const user = key === null ? null : await byUser.find(key.user);
      if (key === null || user === null || user.disabled) return null;
      note(hash);
      return { key, user };
    },
    async flushUses() {
      if (unwritten.size === 0) return;
      const batch = [...unwritten];
      unwritten.clear();
      try {
        await keys.noteUse(batch, clock());
      } catch (error) {
        for (const hash of batch) unwritten.add(hash);
        throw error;
      }
    },
  };
}
