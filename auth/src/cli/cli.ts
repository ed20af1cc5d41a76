import type { Command } from 'commander';
import type { Config, ConfigProblem } from '../config.js';
import type { AuditEvent } from '../core/audit/event.js';
import type { PasswordHasher } from '../core/identity/password-hasher.js';
import type { Result } from '../core/result.js';
import type { EpochSeconds } from '../core/time.js';
import { pauseUntil } from '../library/pause.js';
import type { CommandIo } from './command-io.js';
import { refused, type CommandResult } from './command-result.js';
import { openStores, type OpenStores, type Stores } from './open-stores.js';

/** What commands get from outside. */
export interface CliDeps {
  readonly io: CommandIo;
  readonly readConfig: () => Result<Config, readonly ConfigProblem[]>;
  readonly hasher: PasswordHasher;
  readonly now: () => EpochSeconds;
  /** Of the database. */
  readonly schema: string;
  /** Comes when the person presses Ctrl-C. */
  readonly signal: AbortSignal;
}

/** What a command works with once the stores are open. */
export interface Work extends CliDeps {
  readonly config: Config;
  readonly stores: Stores;
  readonly record: (event: AuditEvent) => Promise<void>;
}

/** One command's way of running: opens what it needs, keeps the result for the exit code, closes everything. */
export class Cli {
  readonly deps: CliDeps;
  result: CommandResult = refused('Nothing was done.');

  constructor(deps: CliDeps) {
    this.deps = deps;
  }

  /** For commands that need no database. */
  async run(action: () => Promise<CommandResult>): Promise<void> {
    this.result = await action();
  }

  async withConfig(action: (config: Config) => Promise<CommandResult>): Promise<void> {
    const config = this.deps.readConfig();
    this.result = config.ok ? await action(config.value) : refused(...config.error.map(sayConfigProblem));
  }

  /** For commands that work on an up-to-date database. */
  async withStores(action: (work: Work) => Promise<CommandResult>): Promise<void> {
    await this.withDatabase(async (work, database) =>
      (await database.isMigrated())
        ? action(work)
        : refused('The database is not set up, or older than this program. Run: gatehouse migrate'),
    );
  }

  /** For commands that also work on a database that is not up to date, and may wait for one that is only just starting. */
  async withDatabase(
    action: (work: Work, database: OpenStores) => Promise<CommandResult>,
    { patienceSeconds } = { patienceSeconds: 0 },
  ): Promise<void> {
    await this.withConfig(async (config) => {
      const { deps } = this;
      const options = { now: deps.now, observe: () => undefined, schema: deps.schema };
      const deadline = deps.now() + patienceSeconds;
      let opened = await openStores(config, options);
      // On a machine that is very busy one try is none.
      let furtherTries = 2;
      while (!opened.ok && (furtherTries-- > 0 || deps.now() < deadline) && !deps.signal.aborted) {
        await pauseUntil(1, deps.signal, 'awake');
        opened = await openStores(config, options);
      }
      if (!opened.ok) return refused(opened.error);
      const { stores } = opened.value;
      const record = async (event: AuditEvent): Promise<void> =>
        stores.audit.record({ at: deps.now(), actor: { kind: 'command-line' }, address: null, event });
      try {
        return await action({ ...deps, config, stores, record }, opened.value);
      } finally {
        await opened.value.close();
      }
    });
  }
}

export function sayConfigProblem({ variable, problem, remedy }: ConfigProblem): string {
  return `${variable} ${problem}. Remedy: ${remedy}.`;
}

/** Adds one command (or group of commands) to a parent. */
export type Register = (parent: Command, cli: Cli) => void;

/** Ends a command's help with one example. */
export function example(text: string): string {
  return `\nExample:\n  $ gatehouse ${text}\n`;
}
