import { err, ok, type Result } from '../../../auth/src/core/result.js';
import type { Gate } from './render.js';

/** How many at once, and how many may wait for their turn. */
export interface Lane {
  readonly width: number;
  readonly queue: number;
}

/** How a lane is doing; `refused` since the start. */
export interface LaneState {
  readonly name: string;
  readonly running: number;
  readonly waiting: number;
  readonly refused: number;
}

export interface OpenLane {
  readonly enter: <T>(work: () => Promise<T>) => Promise<Result<T, 'busy'>>;
  readonly state: () => LaneState;
}

/** One lane: `width` at once, `queue` waiting, whoever else comes is turned away. */
export function createLane(name: string, { width, queue }: Lane): OpenLane {
  const waiting: (() => void)[] = [];
  let running = 0;
  let refused = 0;
  const enter: OpenLane['enter'] = async (work) => {
    if (running >= width) {
      if (waiting.length >= queue) {
        refused += 1;
        return err('busy');
      }
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
  return { enter, state: () => ({ name, running, waiting: waiting.length, refused }) };
}

/** Decoded pixels from which a picture counts as large. */
export const largeFrom = 4_000_000;

/** A gate that tells how it is doing. */
export type LaneGate = Gate & { readonly lanes: () => readonly LaneState[] };

/** Two lanes, so that whoever wants whole pictures does not hold up tiles. */
export function createGate(tiles: Lane, large: Lane): LaneGate {
  const tileLane = createLane('tiles', tiles);
  const largeLane = createLane('large', large);
  const gate: Gate = async (pixels, work) => (pixels < largeFrom ? tileLane : largeLane).enter(work);
  return Object.assign(gate, { lanes: () => [tileLane.state(), largeLane.state()] });
}
