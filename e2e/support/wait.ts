export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/**
 * Asks again until the answer is true-ish or the time is over; gives the last answer either way.
 * A thrown error counts as "not yet".
 */
export async function until<T>(
  ask: () => Promise<T> | T,
  { within, every = 250 }: { within: number; every?: number },
): Promise<T | undefined> {
  const end = Date.now() + within;
  let last: T | undefined;
  do {
    try {
      last = await ask();
      if (last) return last;
    } catch {
      last = undefined;
    }
    await sleep(every);
  } while (Date.now() < end);
  return last;
}
