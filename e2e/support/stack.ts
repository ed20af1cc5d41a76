import { rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { collection, policyFor } from '../fixtures/collection.js';
import { makeImages } from '../fixtures/make-images.js';
import { compose, containerOf, mainProcessOf, tryCompose } from './compose.js';
import { ask } from './http-client.js';
import { people } from './people.js';
import { type CommandResult, mustRun } from './run-command.js';
import { folders } from './settings.js';
import { readStackFiles, type StackFiles, writeStackFiles } from './stack-files.js';
import { until } from './wait.js';

export type Service = 'proxy' | 'auth' | 'image-server' | 'db';

export interface ListedImage {
  readonly id: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly format: string;
}

/** The real compose stack, up and filled with the test collection. */
export class Stack {
  readonly files: StackFiles;

  constructor(files: StackFiles) {
    this.files = files;
  }

  /** The administrator's command line; gives what it printed, anything but exit 0 is an error. */
  gatehouse(args: readonly string[], stdin = ''): Promise<string> {
    return compose(this.files, [...commandLine, ...args], { stdin, timeout: 120_000 });
  }

  tryGatehouse(args: readonly string[], stdin = ''): Promise<CommandResult> {
    return tryCompose(this.files, [...commandLine, ...args], { stdin, timeout: 120_000 });
  }

  async images(): Promise<ListedImage[]> {
    return JSON.parse(await this.gatehouse(['images', 'list', '--json'])) as ListedImage[];
  }

  #listed: Promise<ListedImage[]> | null = null;

  /** The published identifier of a picture, by its path below the image folder. */
  async idOf(path: string): Promise<string> {
    this.#listed ??= this.images();
    const found = (await this.#listed).find((image) => image.path.replace(/^\//, '') === path);
    if (found === undefined) throw new Error(`not in the index: ${path}`);
    return found.id;
  }

  stop = (service: Service): Promise<string> => compose(this.files, ['stop', '-t', '5', service]);
  start = (service: Service): Promise<string> => compose(this.files, ['start', service]);
  pause = (service: Service): Promise<string> => compose(this.files, ['pause', service]);
  unpause = (service: Service): Promise<string> => compose(this.files, ['unpause', service]);

  /** kill -9 of a service's main process from the host; the engine restarts it, as after a crash. */
  async kill(service: Service): Promise<void> {
    const pid = await mainProcessOf(this.files, service);
    if (pid <= 0) throw new Error(`${service} isn't running`);
    process.kill(pid, 'SIGKILL');
  }

  async startedAt(service: Service): Promise<string> {
    return mustRun('docker', [
      'inspect',
      '-f',
      '{{.State.StartedAt}}',
      await containerOf(this.files, service),
    ]);
  }

  logs = (): Promise<string> => compose(this.files, ['logs', '--no-color', '--timestamps']);

  /** Ends it and deletes its data, but not the files it was started from. */
  down = (): Promise<CommandResult> =>
    tryCompose(this.files, ['--profile', '*', 'down', '-v', '--remove-orphans', '-t', '5']);

  async remove(): Promise<void> {
    await this.down();
    rmSync(this.files.folder, { recursive: true, force: true });
  }
}

const commandLine = ['exec', '-T', 'auth', 'node', 'dist/cli/index.js'] as const;

/** Builds and starts the stack, makes the people and the rules, and waits until every picture is indexed. */
export async function startStack(): Promise<Stack> {
  const files = writeStackFiles(people.ines);
  const stack = new Stack(files);
  try {
    await stack.down(); // what an interrupted run may have left
    await makeImages(files.imageFolder);
    await compose(files, ['up', '-d', '--build', '--wait']);
    await furnish(stack);
    return stack;
  } catch (error) {
    await saveLogs(stack).catch(() => undefined);
    await stack.remove();
    throw error;
  }
}

async function furnish(stack: Stack): Promise<void> {
  for (const { name, password } of [people.tom, people.ayesha]) {
    await stack.gatehouse(['user', 'add', name, '--password-stdin'], `${password}\n`);
  }
  await stack.gatehouse(['policy', 'apply', '-', '--yes'], policyFor(people.tom.name));
  const missing = async (): Promise<string[]> => {
    const listed = new Set((await stack.images()).map(({ path }) => path.replace(/^\//, '')));
    return collection.map(({ path }) => path).filter((path) => !listed.has(path));
  };
  if (!(await until(async () => (await missing()).length === 0, { within: 60_000, every: 2000 }))) {
    process.stderr.write(`not indexed: ${(await missing()).join(', ')}\n`);
  }
  const health = await until(async () => (await ask('/healthz')).status === 200, { within: 30_000 });
  if (!health) throw new Error('the proxy never became healthy');
}

export async function saveLogs(stack: Stack): Promise<void> {
  mkdirSync(folders.out, { recursive: true });
  writeFileSync(join(folders.out, 'containers.log'), await stack.logs());
}

/** The stack that the runner started (it names the file), else one of this test's own. */
export async function useStack(): Promise<{ stack: Stack; release: () => Promise<void> }> {
  const shared = process.env['GATEHOUSE_E2E_STACK'];
  if (shared !== undefined && shared !== '') {
    return { stack: new Stack(readStackFiles(shared)), release: () => Promise.resolve() };
  }
  const stack = await startStack();
  return {
    stack,
    release: async () => {
      await saveLogs(stack).catch(() => undefined);
      await stack.remove();
    },
  };
}
