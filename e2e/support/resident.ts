import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** A program that stays and answers each line with one line: starting it again for every question would take longer than the answer. */
export class Resident {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(program: string, args: readonly string[]) {
    this.#child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = this.#child;
    if (stdin === null || stdout === null) throw new Error(`${program} has no pipes`);
    // Told by the question that gets no answer.
    stdin.on('error', () => undefined);
    this.#reader = createInterface({ input: stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** Questions are answered one after the other. */
  ask(line: string): Promise<string> {
    const answer = this.#turn.then(async () => {
      this.#child.stdin?.write(`${line}\n`);
      const next = await this.#lines.next();
      if (next.done === true) throw new Error('the program ended without an answer');
      return next.value;
    });
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  end(): void {
    this.#reader.close();
    this.#child.stdin?.end();
  }
}
