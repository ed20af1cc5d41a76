/** Asks at most every so many milliseconds, and gives what it last heard in between and while asking fails; null: nothing yet. */
export function rememberFor<T>(
  milliseconds: number,
  now: () => number,
  ask: () => Promise<T>,
): () => Promise<T | null> {
  let value: T | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (now() - askedAt < milliseconds) return value;
    askedAt = now();
    try {
      value = await ask();
    } catch {
      // Whoever watches sees it by the other metrics.
    }
    return value;
  };
}
