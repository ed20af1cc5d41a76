import { containerOf } from './compose.js';
import { mustRun } from './run-command.js';
import type { StackFiles } from './stack-files.js';
import { sleep } from './wait.js';

/** Has the running proxy keep decisions (as it ships), or ask about every tile; put it back afterwards. */
export async function keepDecisions(files: StackFiles, state: 'on' | 'off'): Promise<void> {
  const proxy = await containerOf(files, 'proxy');
  await mustRun('docker', ['exec', '-e', `DECISION_CACHE=${state}`, proxy, 'gatehouse-proxy', 'reload']);
  await sleep(500);
}
