/** Counts how often a picture had to be made of each file, so that the ones people look at can be told. */
export interface Heat {
  /** True when this file has just become hot; then it is counted anew. */
  isNowHot(key: string): boolean;
}

const most = 20_000;

/** @param threshold pictures made of a file from which it counts as hot */
export function createHeat(threshold: number): Heat {
  const counts = new Map<string, number>();
  return {
    isNowHot(key) {
      const count = (counts.get(key) ?? 0) + 1;
      counts.delete(key);
      if (count >= threshold) return true;
      counts.set(key, count);
      const [oldest] = counts.keys();
      if (counts.size > most && oldest !== undefined) counts.delete(oldest);
      return false;
    },
  };
}
