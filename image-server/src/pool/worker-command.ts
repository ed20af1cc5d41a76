/**
 * How to start an iipsrv process so that it never has a second thread, nor a child. iipsrv tells OpenJPEG to make as many
 * threads as the machine has processors, for each picture anew; they cost more than they bring. Refused, OpenJPEG decodes
 * in the one there is. (The kernel refuses nobody who is root: then it is slower, that's all.)
 * @returns the command with its arguments; `prlimit` becomes `program`, so it has the same process id
 */
export function workerCommand(program: string): {
  readonly command: string;
  readonly args: readonly string[];
} {
  return { command: 'prlimit', args: ['--nproc=1', '--core=0', '--', program] };
}
