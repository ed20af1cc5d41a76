import { LRUCache } from 'lru-cache';

/** Slows viewers that ask for a token again and again after a refusal (viewers.md 0.6: Mirador 3 asks 8 to 20 times a second). */
export interface RefusalPacer {
  /** Milliseconds that the page shall wait before it posts: none the first time, then 3 s for the same client. */
  readonly delayFor: (client: string) => number;
}

const memoryMilliseconds = 15_000;
const delayMilliseconds = 3_000;

/** Remembers at most 5,000 clients, each for 15 s after its last refusal; the clock is the cache's own. */
export function createRefusalPacer(): RefusalPacer {
  const seen = new LRUCache<string, true>({ max: 5_000, ttl: memoryMilliseconds });
  return {
    delayFor: (client) => {
      const again = seen.has(client);
      seen.set(client, true);
      return again ? delayMilliseconds : 0;
    },
  };
}
