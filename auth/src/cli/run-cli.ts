import { CommanderError } from 'commander';
import { Cli, type CliDeps } from './cli.js';
import { createProgram } from './program.js';
import { plainText } from './plain-text.js';

/**
 * Runs one command line (without the program's own name).
 * @returns the exit code: 0 done, 1 refused (every problem was said), 2 wrong usage.
 */
export async function runCli(argv: readonly string[], deps: CliDeps): Promise<0 | 1 | 2> {
  const cli = new Cli(deps);
  try {
    await createProgram(cli).parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  if (cli.result.kind === 'done') return 0;
  for (const problem of cli.result.problems)
    deps.io.say(`${problem.split('\n').map(plainText).join('\n')}\n`);
  return 1;
}
