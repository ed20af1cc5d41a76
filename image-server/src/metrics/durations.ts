import type { Sample } from './format.js';

/** How long things took, sorted into buckets. */
export interface Durations {
  observe(seconds: number): void;
  samples(): readonly (readonly [...Sample, suffix: string])[];
}

/** @param bounds seconds, growing */
export function createDurations(bounds: readonly number[]): Durations {
  const counts = bounds.map(() => 0);
  let sum = 0;
  let all = 0;
  return {
    observe(seconds) {
      sum += seconds;
      all += 1;
      const index = bounds.findIndex((bound) => seconds <= bound);
      if (index !== -1) counts[index] = (counts[index] ?? 0) + 1;
    },
    samples() {
      let below = 0;
      const buckets = bounds.map((bound, index) => {
        below += counts[index] ?? 0;
        return [{ le: String(bound) }, below, '_bucket'] as const;
      });
      return [...buckets, [{ le: '+Inf' }, all, '_bucket'], [{}, sum, '_sum'], [{}, all, '_count']];
    },
  };
}
