import { LRUCache } from 'lru-cache';
import type { Soon } from '../core/soon.js';

export interface FedCacheOptions<K, V> {
  readonly load: (key: K) => Promise<V | null>;
  /** See ChangeFeed. */
  readonly isFresh: () => boolean;
  /** A value that no longer counts by itself (expired): it is loaded again, once, and then taken as none. Default: all count. */
  readonly isGood?: (value: V) => boolean;
  /** Milliseconds. */
  readonly now: () => number;
  /** Values kept at most; as many keys without one. */
  readonly max: number;
}

/** Values by key, kept as long as a change feed vouches for them. */
export interface FedCache<K, V> {
  /** At once if it is remembered. Null: there is none. Rejects when the store is needed and can't be asked. */
  find: (key: K) => Soon<V | null>;
  /** What is kept of `key` is no longer true. */
  drop(key: K): void;
  /** Nothing that is kept is true any more. */
  flush(): void;
  /** Replaces a value by a newer one, if it is still the one that is kept. */
  replace(key: K, old: V, value: V): void;
}

// Nothing waits for the feed to learn that something exists now: a new session is dropped here at once by whoever made
// it. This is only to keep unknown keys by the thousand from the database.
const absentForMs = 1000;

interface Load<V> {
  readonly promise: Promise<V | null>;
  /** Set when the key changed while it was being loaded: the answer may be older than the change. */
  isOutdated: boolean;
  /** Of all who came since, while the feed isn't fresh: begun when this one is over. */
  next: Promise<V | null> | null;
}

/**
 * Remembers what it loaded while the feed is fresh. While it is not, every `find` asks the store; only that a key has
 * no value is believed for a second even then, since that can open nothing.
 */
export function createFedCache<K extends {}, V extends {}>(options: FedCacheOptions<K, V>): FedCache<K, V> {
  const { load, isFresh, isGood = () => true, now, max } = options;
  const values = new LRUCache<K, V>({ max });
  const absentUntil = new LRUCache<K, number>({ max });
  const loads = new Map<K, Load<V>>();

  function drop(key: K): void {
    values.delete(key);
    absentUntil.delete(key);
    const running = loads.get(key);
    if (running !== undefined) running.isOutdated = true;
    loads.delete(key);
  }

  function startLoad(key: K): Load<V> {
    const started: Load<V> = { promise: run(), isOutdated: false, next: null };
    loads.set(key, started);
    return started;

    async function run(): Promise<V | null> {
      try {
        const loaded = await load(key);
        const value = loaded !== null && isGood(loaded) ? loaded : null;
        if (!started.isOutdated) keep(key, value);
        return value;
      } finally {
        if (loads.get(key) === started) loads.delete(key);
      }
    }
  }

  /** What was asked before somebody came is no answer for them, and one question each would be too many. */
  async function loadAfter(key: K, running: Load<V>): Promise<V | null> {
    await running.promise.catch(ignore);
    // Whatever is under way by now began after they came.
    return (loads.get(key) ?? startLoad(key)).promise;
  }

  function keep(key: K, value: V | null): void {
    if (value === null) {
      values.delete(key);
      absentUntil.set(key, now() + absentForMs);
    } else {
      absentUntil.delete(key);
      values.set(key, value);
    }
  }

  return {
    find(key) {
      const absentFor = (absentUntil.get(key) ?? 0) - now();
      // No longer than a second, also where the clock was set back since.
      if (absentFor > 0 && absentFor <= absentForMs) return null;
      if (!isFresh()) {
        const running = loads.get(key);
        if (running === undefined) return startLoad(key).promise;
        running.next ??= loadAfter(key, running);
        return running.next;
      }
      const value = values.get(key);
      if (value !== undefined && isGood(value)) return value;
      return (loads.get(key) ?? startLoad(key)).promise;
    },
    drop,
    flush() {
      values.clear();
      absentUntil.clear();
      for (const running of loads.values()) running.isOutdated = true;
      loads.clear();
    },
    replace(key, old, value) {
      if (values.peek(key) === old) values.set(key, value);
    },
  };
}

function ignore(): void {
  // Told to whoever asked.
}
