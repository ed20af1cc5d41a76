/** A worker that lived this long did not die of its start. */
const steadyMs = 1000;
const quickRestarts = 5;
const longestMs = 1000;

/** How long to wait before a dead worker is replaced, in milliseconds: nothing, unless workers die as they start. */
export interface BackOff {
  /** @param livedMs how long the worker had been running */
  next(livedMs: number): number;
}

/** Counts deaths in a row. One worker that lived long enough ends the row. */
export function createBackOff(): BackOff {
  let inRow = 0;
  return {
    next(livedMs) {
      inRow = livedMs >= steadyMs ? 0 : inRow + 1;
      return inRow <= quickRestarts ? 0 : Math.min(longestMs, 50 * 2 ** (inRow - quickRestarts));
    },
  };
}
