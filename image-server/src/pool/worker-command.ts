/**
 * How long a worker stays at its picture while others wait for the processor, in nanoseconds: about a tile. Taking turns
 * every few milliseconds, as the system does otherwise, empties the processor's caches each time.
 */
const slice = 50_000_000;

/** Decoding is batch work with long slices: who answers the network goes first. `chrt` becomes the program that follows. */
export const batch: readonly string[] = ['chrt', '--batch', '--sched-runtime', String(slice), '0'];

/**
 * How to start an iipsrv process so that it never has a second thread, nor a child. iipsrv tells OpenJPEG to make as many
 * threads as the machine has processors, for each picture anew; they cost more than they bring. Refused, OpenJPEG decodes
 * in the one there is. (The kernel refuses nobody who is root: then it is slower, that's all.)
 * @param mayBeBatch whether this system lets us choose how a process takes turns
 * @returns the command with its arguments; `prlimit` becomes `program`, so it has the same process id
 */
export function workerCommand(
  program: string,
  mayBeBatch: boolean,
): { readonly command: string; readonly args: readonly string[] } {
  return {
    command: 'prlimit',
    args: ['--nproc=1', '--core=0', '--', ...(mayBeBatch ? batch : []), program],
  };
}
