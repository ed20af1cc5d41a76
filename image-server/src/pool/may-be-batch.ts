import { spawnSync } from 'node:child_process';
import { batch } from './worker-command.js';

/** Tries it: some container engines forbid it, some systems don't know it. Waits for a program of some milliseconds. */
export function mayBeBatch(): boolean {
  const [command = '', ...args] = batch;
  return spawnSync(command, [...args, 'true'], { stdio: 'ignore', timeout: 2000 }).status === 0;
}
