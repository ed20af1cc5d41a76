import type { DerivativeMode } from '../derivatives/mode.js';
import { type Urgency, type Wish, type Wishes, urgencies } from '../derivatives/wishes.js';

/** What the worker takes next. */
export interface Queue {
  /** The most urgent wish that nobody is at; null: none. @param only of these urgencies */
  take(only: readonly Urgency[]): Promise<Wish | null>;
  /** Lets go of a wish: done, or for a later try. @param restMs leaves it alone for so long */
  release(wish: Wish, restMs: number): void;
}

/** Which wishes are granted. */
export function grantedUrgencies(mode: DerivativeMode): readonly Urgency[] {
  if (mode === 'off') return [];
  if (mode === 'needed') return ['asked', 'scan'];
  return mode === 'hot' ? ['asked', 'hot', 'scan'] : urgencies;
}

const readAhead = 200;

/** @param now milliseconds of a clock that only goes forward */
export function createQueue(wishes: Wishes, now: () => number): Queue {
  const taken = new Set<string>();
  const resting = new Map<string, number>();
  const ahead = new Map<Urgency, Wish[]>();

  function isFree({ key }: Wish): boolean {
    const until = resting.get(key);
    if (until !== undefined && until <= now()) resting.delete(key);
    return !taken.has(key) && !resting.has(key);
  }

  async function next(urgency: Urgency): Promise<Wish | null> {
    // Who waits is looked up each time; the others lie in a heap from which a handful is taken at once.
    const found = urgency === 'asked' ? await wishes.newest(urgency, readAhead) : await listAhead(urgency);
    return found.find((wish) => isFree(wish)) ?? null;
  }

  async function listAhead(urgency: Urgency): Promise<readonly Wish[]> {
    const left = (ahead.get(urgency) ?? []).filter((wish) => isFree(wish));
    if (left.length === 0) {
      for await (const wish of wishes.list(urgency)) {
        if (isFree(wish) && left.push(wish) >= readAhead) break;
      }
    }
    ahead.set(urgency, left);
    return left;
  }

  return {
    async take(only) {
      for (const urgency of only) {
        // oxlint-disable-next-line no-await-in-loop -- the less urgent only if there is none
        const wish = await next(urgency);
        if (wish === null) continue;
        taken.add(wish.key);
        return wish;
      }
      return null;
    },
    release(wish, restMs) {
      taken.delete(wish.key);
      if (restMs > 0) resting.set(wish.key, now() + restMs);
      ahead.set(
        wish.urgency,
        (ahead.get(wish.urgency) ?? []).filter(({ key }) => key !== wish.key),
      );
    },
  };
}
