import { err, ok, type Result } from '../../../auth/src/core/result.js';
import type { Gate } from './render.js';

/** How many at once, and how many may wait for their turn. */
export interface Lane {
  readonly width: number;
  readonly queue: number;
}

function createLane({ width, queue }: Lane): <T>(work: () => Promise<T>) => Promise<Result<T, 'busy'>> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= width) {
      if (waiting.length >= queue) return err('busy');
      await new Promise<void>((start) => waiting.push(start));
    } else running += 1;
    try {
      return ok(await work());
    } finally {
      // Whoever waits takes over this place; `running` stays as it is.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** Decoded pixels from which a picture counts as large. */
export const largeFrom = 4_000_000;

/** Two lanes, so that whoever wants whole pictures does not hold up tiles. */
export function createGate(tiles: Lane, large: Lane): Gate {
  const tileLane = createLane(tiles);
  const largeLane = createLane(large);
  return async (pixels, work) => (pixels < largeFrom ? tileLane(work) : largeLane(work));
}
