/** Says which keys were not seen for a while. */
export interface Pace {
  /** True once for each key and span of time. */
  isDue(key: string): boolean;
}

const most = 50_000;

/** @param everyMs the span. @param now milliseconds of a clock that only goes forward */
export function createPace(everyMs: number, now: () => number): Pace {
  const seen = new Map<string, number>();
  return {
    isDue(key) {
      const last = seen.get(key);
      if (last !== undefined && now() - last < everyMs) return false;
      seen.delete(key);
      seen.set(key, now());
      const [oldest] = seen.keys();
      if (seen.size > most && oldest !== undefined) seen.delete(oldest);
      return true;
    },
  };
}
