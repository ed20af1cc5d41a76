import { mkdirSync } from 'node:fs';
import { mustRun } from './run-command.js';

/**
 * A small disk (in memory) at a folder of this machine, which lives as long as the test wants, whatever containers come and go.
 * Root's to make.
 * @param user whose it is
 * @returns takes it away
 */
export async function smallDisk(
  folder: string,
  megabytes: number,
  user: number,
): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  const options = `size=${megabytes}m,uid=${user},gid=${user},mode=0700`;
  await mustRun('mount', ['-t', 'tmpfs', '-o', options, 'gatehouse-drill', folder]);
  return async () => {
    await mustRun('umount', [folder]);
  };
}
