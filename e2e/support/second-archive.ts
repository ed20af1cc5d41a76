import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeImages } from '../fixtures/make-images.js';
import type { Picture } from '../fixtures/collection.js';
import { people, type Person } from './people.js';
import { mustRun, runCommand } from './run-command.js';
import { folders, ports, projectName } from './settings.js';
import { until } from './wait.js';

/** Another institution: a stack of its own with people and rules of its own, on another registrable domain. */
export interface SecondArchive {
  readonly origin: string;
  /** Somebody with the same name and another password than in the first archive. */
  readonly person: Person;
  remove(): Promise<void>;
}

const project = `${projectName}-museum`;
const port = ports.https + 1000;

/** Starts it with these pictures and rules, and waits until they are indexed. */
export async function startSecondArchive(pictures: readonly Picture[], policy: string): Promise<SecondArchive> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-e2e-museum-'));
  chmodSync(folder, 0o755);
  const images = join(folder, 'images');
  mkdirSync(images);
  await makeImages(images, pictures);
  const settings = {
    VIRTUAL_HOST: 'museum.test',
    PUBLIC_URL: `https://museum.test:${port}`,
    HTTPS_PORT: port,
    HTTP_PORT: ports.http + 1000,
    EDGE_SUBNET6: process.env['GATEHOUSE_E2E_MUSEUM_SUBNET6'] || 'fd9a:7e4a:e5e6::/64',
    IMAGE_DIR: images,
    AUTH_ADMIN_USERID: 'curator',
    AUTH_ADMIN_PASSWORD: people.ines.password,
  };
  const env = join(folder, 'env');
  writeFileSync(env, Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join(''), { mode: 0o600 });
  const compose = ['compose', '-p', project, '-f', join(folders.repository, 'docker-compose.yml'), '--env-file', env];
  const cwd = { cwd: folders.repository };
  const gatehouse = (args: readonly string[], stdin = ''): Promise<string> =>
    mustRun('docker', [...compose, 'exec', '-T', 'auth', 'node', 'dist/cli/index.js', ...args], { ...cwd, stdin });
  const remove = async (): Promise<void> => {
    await runCommand('docker', [...compose, 'down', '-v', '--remove-orphans', '-t', '5'], cwd);
    rmSync(folder, { recursive: true, force: true });
  };
  const person = { name: people.ayesha.name, password: 'only-for-e2e museum 8qhd' };
  try {
    await mustRun('docker', [...compose, 'up', '-d', '--build', '--wait'], cwd);
    await gatehouse(['user', 'add', person.name, '--password-stdin'], `${person.password}\n`);
    await gatehouse(['policy', 'apply', '-', '--yes'], policy);
    const listed = async (): Promise<boolean> =>
      (JSON.parse(await gatehouse(['images', 'list', '--json'])) as unknown[]).length === pictures.length;
    if ((await until(listed, { within: 60_000, every: 1000 })) !== true) throw new Error('not indexed in a minute');
  } catch (error) {
    await remove();
    throw error;
  }
  return { origin: settings.PUBLIC_URL, person, remove };
}
