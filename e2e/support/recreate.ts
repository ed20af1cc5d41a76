import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsFor } from './compose.js';
import { mustRun } from './run-command.js';
import { folders } from './settings.js';
import type { Service, Stack } from './stack.js';

/**
 * Starts a service again with changes to its part of the compose file, or, without any, as it was.
 * @param changes lines below `services:`, as YAML (JSON is YAML too)
 */
export async function recreate(stack: Stack, service: Service, changes?: string): Promise<void> {
  const override = join(stack.files.folder, `changed-${service}.yml`);
  if (changes !== undefined) writeFileSync(override, `services:\n${changes}`);
  const args = ['up', '-d', '--no-deps', '--no-build', '--force-recreate', '--wait', service];
  await mustRun('docker', argumentsFor(stack.files, args, changes === undefined ? [] : [override]), {
    cwd: folders.repository,
  });
}
