import type { Observe } from '../core/observation.js';

/**
 * Does what must be done before anybody is served. Where it fails, that is one line of the log like every other failure, and
 * the program ends with 1: it is started again, and meanwhile nothing is open.
 */
export async function startOrLeave(
  observe: Observe,
  work: () => Promise<void>,
  leave: (code: number) => void = (code) => process.exit(code),
): Promise<void> {
  try {
    await work();
  } catch (error) {
    observe({ kind: 'failed', where: 'start', requestId: '', error });
    leave(1);
  }
}
