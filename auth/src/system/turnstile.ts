/** Lets a few in at a time, in the order they came. */
export interface Turnstile {
  /** Resolves, when it is one's turn, with what to call on leaving; null at once when too many are waiting. */
  enter(): Promise<(() => void) | null>;
}

export function createTurnstile(atOnce: number, waiting: number): Turnstile {
  const queue: (() => void)[] = [];
  let inside = 0;

  function leave(): void {
    const next = queue.shift();
    if (next === undefined) inside -= 1;
    else next();
  }

  return {
    async enter() {
      if (inside < atOnce) {
        inside += 1;
        return leave;
      }
      if (queue.length >= waiting) return null;
      await new Promise<void>((resolve) => queue.push(resolve));
      return leave;
    },
  };
}
