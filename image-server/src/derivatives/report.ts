import type { DerivativeMode } from './mode.js';

/** Why the worker makes none at the moment, though some are wanted. */
export type Pause = 'off' | 'budget' | 'disk' | null;

/** What the worker tells of itself, in a file of its volume, every few seconds. */
export interface WorkerReport {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly mode: DerivativeMode;
  readonly ready: number;
  readonly failed: number;
  readonly bytes: number;
  readonly budgetBytes: number;
  readonly freeBytes: number;
  /** Seconds by the clock for each million pixels, over the last ones; null: none yet. */
  readonly secondsPerMegapixel: number | null;
  readonly pause: Pause;
}

/** A report older than this: the worker is not there. Milliseconds. */
export const reportLifeMs = 60_000;
