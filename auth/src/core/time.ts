import type { Brand } from './brand.js';

/** Seconds since 1970-01-01T00:00:00Z; may have a fraction. The core never reads a clock: it is told the time. */
export type EpochSeconds = Brand<number, 'EpochSeconds'>;

/** Takes a number of seconds since the epoch as a point in time. */
export function epochSeconds(value: number): EpochSeconds {
  return value as EpochSeconds;
}
