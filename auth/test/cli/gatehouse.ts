import type { DataSource } from 'typeorm';
import { parseConfig } from '../../src/config.js';
import { epochSeconds } from '../../src/core/time.js';
import { runCli } from '../../src/cli/run-cli.js';
import { openStores, type Stores } from '../../src/cli/open-stores.js';
import { createArgon2Hasher } from '../../src/system/argon2-hasher.js';
import { openEmptySchema } from '../support/test-database.js';

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  readonly input?: string;
  /** What somebody at a terminal types, line by line. */
  readonly typed?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly bytes?: Readonly<Record<string, Buffer>>;
}

/**
 * The command line in this process, against a schema of its own.
 * @param fill puts something into the empty schema first
 */
export async function openGatehouse(
  env: Readonly<Record<string, string>> = {},
  fill: (dataSource: DataSource, schema: string) => Promise<void> = async () => undefined,
) {
  const database = await openEmptySchema();
  await fill(database.dataSource, database.schema);
  const hasher = createArgon2Hasher({ memoryCost: 1024, timeCost: 1, atOnce: 2, waiting: 10 });
  const settings = {
    AUTH_DB_CONNECTION: database.url,
    AUTH_SECRET_KEY: 's'.repeat(40),
    STACK_NETWORKS: '198.18.0.0/15',
    ...env,
  };
  const clock = { now: 1_790_000_000 };
  const now = () => epochSeconds(clock.now);
  /** Path → what a command wrote there. */
  const written = new Map<string, string>();

  async function run(argv: string, options: RunOptions = {}): Promise<Run> {
    let out = '';
    let err = '';
    const typed = [...(options.typed ?? [])];
    const code = await runCli(
      argv.split(' ').filter((word) => word !== ''),
      {
        io: {
          async out(text) {
            out += text;
          },
          say(text) {
            err += text;
          },
          readInput: async () => options.input ?? '',
          async readBytes(path) {
            const text = path === '-' ? (options.input ?? '') : options.files?.[path];
            const bytes = options.bytes?.[path] ?? (text === undefined ? undefined : Buffer.from(text));
            if (bytes === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
            return bytes;
          },
          async writeFile(path, content) {
            written.set(path, content);
          },
          askSecret: async () => typed.shift() ?? null,
          watched: false,
        },
        readConfig: () => parseConfig({ ...settings, ...options.env }),
        hasher,
        now,
        schema: database.schema,
        signal: new AbortController().signal,
      },
    );
    return { code, out, err };
  }

  const config = parseConfig(settings);
  if (!config.ok) throw new Error('the test settings are wrong');
  const opened = await openStores(config.value, { now, observe: () => undefined, schema: database.schema });
  if (!opened.ok) throw new Error(opened.error);
  const stores: Stores = opened.value.stores;
  return {
    run,
    written,
    stores,
    hasher,
    clock,
    empty: async () => database.empty(),
    async close() {
      await opened.value.close();
      await database.close();
    },
    /** Names of what was recorded, oldest first. */
    events: async () => (await stores.audit.listAfter(null, 1000)).map(({ event }) => event.kind),
  };
}
