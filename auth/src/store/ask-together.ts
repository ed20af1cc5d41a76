/**
 * One question at a time to the store, however many ask: whoever comes while one is under way shares the next. So nobody is
 * given an answer to a question that was asked before theirs, and a crowd costs two questions.
 * @param ask puts the question
 */
export function askTogether<T>(ask: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;

  async function start(): Promise<T> {
    const mine = ask();
    running = mine;
    try {
      return await mine;
    } finally {
      if (running === mine) running = null;
    }
  }

  async function startAfter(before: Promise<T>): Promise<T> {
    await before.catch(ignore);
    next = null;
    return start();
  }

  return async () => {
    if (running === null) return start();
    next ??= startAfter(running);
    return next;
  };
}

function ignore(): void {
  // Told to whoever asked it.
}
