import { setTimeout as wait } from 'node:timers/promises';
import type { Observe } from '../core/observation.js';

export interface Patience {
  /** How often it is tried in all. */
  readonly tries: number;
  readonly pause: () => Promise<unknown>;
  readonly leave: (code: number) => void;
}

/** Half a minute at least. Who ends sooner is started again by the container engine with longer and longer pauses. */
const patience: Patience = {
  tries: 20,
  pause: async () => wait(1500),
  leave: (code) => process.exit(code),
};

/**
 * Connects to what must be there before anybody is served, again and again for a while. The first failure and the last one are
 * lines of the log like every other failure; after the last one the program ends with 1. Meanwhile nothing is open.
 */
export async function startOrLeave(
  observe: Observe,
  connect: () => Promise<unknown>,
  { tries, pause, leave }: Patience = patience,
): Promise<void> {
  for (let tried = 1; tried <= tries; tried += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop
      await connect();
      return;
    } catch (error) {
      if (tried === 1 || tried === tries) observe({ kind: 'failed', where: 'start', requestId: '', error });
      // oxlint-disable-next-line no-await-in-loop
      if (tried < tries) await pause();
    }
  }
  leave(1);
}
