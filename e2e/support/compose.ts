import { join } from 'node:path';
import { type CommandOptions, type CommandResult, mustRun, runCommand } from './run-command.js';
import { folders, projectName } from './settings.js';
import type { StackFiles } from './stack-files.js';

/** The arguments of `docker`; `extra`: more compose files, after the repository's own. */
export const argumentsFor = (
  files: StackFiles,
  args: readonly string[],
  extra: readonly string[] = [],
): string[] => [
  'compose',
  '-p',
  projectName,
  '-f',
  join(folders.repository, 'docker-compose.yml'),
  ...extra.flatMap((file) => ['-f', file]),
  '--env-file',
  files.envFile,
  ...args,
];

/** `docker compose …` on the repository's own file, under the test's project name. */
export const compose = (
  files: StackFiles,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> => mustRun('docker', argumentsFor(files, args), { cwd: folders.repository, ...options });

/** The same, with the exit code as an answer. */
export const tryCompose = (
  files: StackFiles,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> =>
  runCommand('docker', argumentsFor(files, args), { cwd: folders.repository, ...options });

/** The container that runs a service; an error when there is none. */
export async function containerOf(files: StackFiles, service: string): Promise<string> {
  const ids = (await compose(files, ['ps', '-a', '-q', service])).trim().split('\n');
  const id = ids[0];
  if (id === undefined || id === '') throw new Error(`no container runs ${service}`);
  return id;
}

/** The main process of a service as the host sees it; 0 when the container isn't running. */
export async function mainProcessOf(files: StackFiles, service: string): Promise<number> {
  const id = await containerOf(files, service);
  return Number((await mustRun('docker', ['inspect', '-f', '{{.State.Pid}}', id])).trim());
}
