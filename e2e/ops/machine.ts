import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { people } from '../support/people.js';
import { type CommandResult, mustRun, runCommand } from '../support/run-command.js';
import { archive, folders, ports } from '../support/settings.js';
import { project, subnet6 } from './ops-settings.js';

const environment = { COMPOSE_PROJECT_NAME: project };
const timeout = 900_000;

/** A copy of the repository as somebody would have checked it out, on a machine (or after a loss) of its own. */
export class Machine {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Runs one of its scripts; an exit code is no error. */
  script(name: string, ...args: readonly string[]): Promise<CommandResult> {
    return runCommand(`./scripts/${name}`, args, { cwd: this.folder, env: environment, timeout });
  }

  /** As `script`, but must succeed; gives what it printed. */
  must(name: string, ...args: readonly string[]): Promise<string> {
    return mustRun(`./scripts/${name}`, args, { cwd: this.folder, env: environment, timeout });
  }

  async gatehouse(args: readonly string[], stdin = ''): Promise<string> {
    return mustRun('./scripts/gatehouse', args, { cwd: this.folder, env: environment, stdin });
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text, { mode: 0o600 });
  }

  /** Ends what runs and deletes its volumes, and this copy. */
  async lose(): Promise<void> {
    await this.script('stop', '--volumes');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A fresh copy of the sources as they are now, without `.env`. */
export async function newMachine(): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-ops-'));
  mkdirSync(folder, { recursive: true });
  const copy = `git ls-files -z -co --exclude-standard | while IFS= read -r -d '' file; do if [ -e "$file" ]; then printf '%s\\0' "$file"; fi; done | tar --null -T - -cf - | tar -C "$1" -xf -`;
  await mustRun('bash', ['-c', copy, 'copy', folder], { cwd: folders.repository });
  return new Machine(folder);
}

/** Another machine with the very same version: the sources may have been worked on since. */
export async function sameVersionElsewhere(machine: Machine): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-ops-'));
  await mustRun('cp', ['-a', `${machine.folder}/.`, folder]);
  rmSync(join(folder, '.env'));
  return new Machine(folder);
}

/** The `.env` of the installation under test. */
export const envText = [
  `VIRTUAL_HOST=${archive.host}`,
  `PUBLIC_URL=${archive.origin}`,
  `HTTPS_PORT=${ports.https}`,
  `HTTP_PORT=${ports.http}`,
  `EDGE_SUBNET6=${subnet6}`,
  `AUTH_ADMIN_USERID=${people.ines.name}`,
  `AUTH_ADMIN_PASSWORD=${people.ines.password}`,
  '',
].join('\n');
