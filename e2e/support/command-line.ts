import { containerOf } from './compose.js';
import { Resident } from './resident.js';
import type { StackFiles } from './stack-files.js';

/** Inside the auth service's container: the program's own commands, with streams of our own for each. */
const script = `
  import { createInterface } from 'node:readline';
  const { runCli } = await import('/app/dist/cli/run-cli.js');
  const { parseConfig } = await import('/app/dist/config.js');
  const { createArgon2Hasher } = await import('/app/dist/system/argon2-hasher.js');
  const { systemClock } = await import('/app/dist/system/clock.js');
  for await (const line of createInterface({ input: process.stdin })) {
    const { args, stdin } = JSON.parse(line);
    let said = '';
    const io = {
      out: async (text) => { said += text; }, say: (text) => { said += text; }, watched: false,
      readInput: async () => stdin, readBytes: async () => Buffer.from(stdin), askSecret: async () => null,
      writeFile: () => Promise.reject(new Error('no files here')),
    };
    const code = await runCli(args, { io, readConfig: () => parseConfig(process.env), hasher: createArgon2Hasher(),
      now: systemClock, schema: 'public', signal: new AbortController().signal })
      .catch((error) => { said += String(error); return 1; });
    process.stdout.write(JSON.stringify({ code, said }) + '\\n');
  }`;

/** The administrator's command line for many commands in a row: a process of its own for each would take a second of the processor. */
export class CommandLine {
  readonly #resident: Resident;

  private constructor(resident: Resident) {
    this.#resident = resident;
  }

  static async open(files: StackFiles): Promise<CommandLine> {
    const container = await containerOf(files, 'auth');
    const node = ['node', '--input-type=module', '-e', script];
    return new CommandLine(new Resident('docker', ['exec', '-i', container, ...node]));
  }

  /** Gives what it printed; a command that a busy machine refuses at first is given again (it gives the database two seconds). */
  async run(args: readonly string[], stdin = ''): Promise<string> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#resident.ask(JSON.stringify({ args, stdin }));
      const { code, said } = JSON.parse(answer) as { readonly code: number; readonly said: string };
      if (code === 0) return said;
      if (tries === 3) throw new Error(`gatehouse ${args.join(' ')}: exit ${code}\n${said}`);
    }
  }

  end(): void {
    this.#resident.end();
  }
}
