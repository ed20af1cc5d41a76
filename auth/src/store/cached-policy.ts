import type { ChangeFeed } from '../core/change.js';
import type { Policy } from '../core/policy/model.js';
import type { Soon } from '../core/soon.js';
import { askTogether } from './ask-together.js';
import type { NumberedPolicyStore } from './postgres-policy-store.js';

/** The running policy as the hot path wants it. */
export interface CachedPolicy<C> {
  /** Null: none was ever published, or it can't be read: everything is closed. Rejects when the store can't be asked. */
  current(): Soon<C | null>;
}

interface Compiled<C> {
  readonly number: number | null;
  readonly result: C | null;
}

/**
 * The running policy, compiled once per version. While the change feed is fresh no question is asked; while it is not,
 * only for the running number.
 */
export function createCachedPolicy<C>(
  policies: Pick<NumberedPolicyStore, 'current' | 'currentNumber'>,
  compile: (policy: Policy) => Soon<C>,
  feed: ChangeFeed,
): CachedPolicy<C> {
  let kept: Compiled<C> | null = null;
  /** Counts what was told: an answer is kept only if nothing was told since the question. */
  let news = 0;
  let loading: { readonly number: number | null; readonly promise: Promise<Compiled<C>> } | null = null;
  feed.onChange((change) => {
    if (change.kind !== 'policy' && change.kind !== 'flush') return;
    news += 1;
    kept = null;
    loading = null;
  });

  async function load(number: number | null): Promise<Compiled<C>> {
    const version = await policies.current();
    // An unreadable policy has no version to tell its number.
    if (version === null) return { number, result: null };
    return { number: version.number, result: await compile(version.policy) };
  }

  /** Everybody who waits for the same version waits for one compilation. */
  async function loadOnce(number: number | null): Promise<Compiled<C>> {
    if (loading?.number === number) return loading.promise;
    const mine = { number, promise: load(number) };
    loading = mine;
    try {
      return await mine.promise;
    } finally {
      if (loading === mine) loading = null;
    }
  }

  const runningNumber = askTogether(async () => policies.currentNumber());

  async function ask(): Promise<C | null> {
    const asked = news;
    const number = await runningNumber();
    const compiled = kept?.number === number ? kept : await loadOnce(number);
    if (asked === news) kept = compiled;
    return compiled.result;
  }

  return {
    current: () => (kept !== null && feed.isFresh() ? kept.result : ask()),
  };
}
