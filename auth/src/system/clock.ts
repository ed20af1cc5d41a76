import { epochSeconds, type EpochSeconds } from '../core/time.js';

/** The machine's wall clock. */
export function systemClock(): EpochSeconds {
  return epochSeconds(Date.now() / 1000);
}

/** Milliseconds that only ever grow, for measuring how long ago something was. */
export function systemStopwatch(): number {
  return performance.now();
}
