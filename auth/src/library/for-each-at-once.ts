/**
 * Calls `work` for every item, at most `limit` at a time, taking the next item only when there is room: a long source
 * never piles up. Ends early when `work` says stop; waits for what is under way before it returns.
 * @returns null, or the system's error code when the source broke off. @throws what `work` throws.
 */
export async function forEachAtOnce<T>(
  source: AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<'go on' | 'stop'>,
): Promise<string | null> {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const state = { stopped: false };
  const run = async (item: T): Promise<void> => {
    try {
      if ((await work(item)) === 'stop') state.stopped = true;
    } catch (error) {
      failures.push(error);
      state.stopped = true;
    }
  };
  const brokeOff = await feed(source, async (item) => {
    const job = run(item).finally(() => running.delete(job));
    running.add(job);
    if (running.size >= limit) await Promise.race(running);
    return state.stopped ? 'stop' : 'go on';
  });
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
  return brokeOff;
}

async function feed<T>(
  source: AsyncIterable<T>,
  take: (item: T) => Promise<'go on' | 'stop'>,
): Promise<string | null> {
  try {
    for await (const item of source) if ((await take(item)) === 'stop') break;
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return code;
  }
}
