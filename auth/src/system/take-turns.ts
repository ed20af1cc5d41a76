import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Stepwise } from '../core/stepwise.js';

const sliceMs = 5;

/** Runs long work in slices of some milliseconds, with everything else that waits in between. */
export async function takeTurns<T>(work: Stepwise<T>): Promise<T> {
  let started = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() - started < sliceMs) continue;
    await nextTurn();
    started = performance.now();
  }
}
