import { readFile } from 'node:fs/promises';

/** Linux counts in these, whatever the machine. */
const ticksPerSecond = 100;

/** Processor time of a process and of its children that ended, in seconds; null where there is none. */
export async function readProcessorSeconds(pid: number | undefined): Promise<number | null> {
  if (pid === undefined) return null;
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null);
  if (text === null) return null;
  // The name may hold anything; what follows it begins with field 3.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index] ?? 0), 0);
  return ticks / ticksPerSecond;
}
