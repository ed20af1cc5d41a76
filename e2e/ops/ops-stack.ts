import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { people } from '../support/people.js';
import { type CommandOptions, type CommandResult, mustRun, runCommand } from '../support/run-command.js';
import { archive, folders, ports } from '../support/settings.js';
import { project, subnet6 } from './ops-settings.js';

/** The repository's own compose file with overlays of a test, under the project name of these tests. */
export class OpsStack {
  readonly folder = mkdtempSync(join(tmpdir(), 'gatehouse-ops-'));
  readonly #files: readonly string[];
  readonly #profiles: readonly string[];
  readonly #envFile = join(this.folder, 'env');

  constructor(
    overlays: readonly string[],
    profiles: readonly string[],
    settings: Readonly<Record<string, string>> = {},
  ) {
    this.#files = ['docker-compose.yml', ...overlays].flatMap((file) => ['-f', file]);
    this.#profiles = profiles.flatMap((profile) => ['--profile', profile]);
    const all = { ...usual, ...settings };
    // Containers may read what lies here as somebody else.
    chmodSync(this.folder, 0o755);
    writeFileSync(
      this.#envFile,
      Object.entries(all)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
      { mode: 0o600 },
    );
  }

  #args(args: readonly string[]): string[] {
    return ['compose', '-p', project, ...this.#files, ...this.#profiles, '--env-file', this.#envFile, ...args];
  }

  compose(args: readonly string[], options: CommandOptions = {}): Promise<string> {
    return mustRun('docker', this.#args(args), { cwd: folders.repository, env: neutral, ...options });
  }

  tryCompose(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    return runCommand('docker', this.#args(args), { cwd: folders.repository, env: neutral, ...options });
  }

  gatehouse(args: readonly string[], stdin = ''): Promise<CommandResult> {
    return this.tryCompose(['exec', '-T', 'auth', 'node', 'dist/cli/index.js', ...args], { stdin });
  }

  /** What Prometheus would read of the auth service. */
  async metric(name: string): Promise<number | null> {
    const fetch = `fetch('http://127.0.0.1:3001/metrics').then((r) => r.text()).then((t) => process.stdout.write(t))`;
    const text = await this.compose(['exec', '-T', 'auth', 'node', '-e', fetch]);
    const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(text);
    return found === null ? null : Number(found[1]);
  }

  async up(): Promise<void> {
    await this.down();
    // Where the engine has the images already and can't build (no network), they are taken as they are.
    const build = process.env['GATEHOUSE_E2E_BUILT'] === '1' ? [] : ['--build'];
    await this.compose(['up', '-d', ...build, '--wait']);
  }

  async down(): Promise<void> {
    await this.tryCompose(['--profile', '*', 'down', '-v', '--remove-orphans', '-t', '5']);
  }

  async remove(): Promise<void> {
    await this.down();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Nothing of this machine's own settings. */
const neutral = { COMPOSE_FILE: '', COMPOSE_PROFILES: '', COMPOSE_PROJECT_NAME: project };

const usual = {
  VIRTUAL_HOST: archive.host,
  PUBLIC_URL: archive.origin,
  HTTPS_PORT: String(ports.https),
  HTTP_PORT: String(ports.http),
  EDGE_SUBNET6: subnet6 ?? '',
  AUTH_ADMIN_USERID: people.ines.name,
  AUTH_ADMIN_PASSWORD: people.ines.password,
};
