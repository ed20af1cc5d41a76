import { readFile, writeFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { askWithoutEcho } from './ask-without-echo.js';

/** A terminal's or pipe's three ends, and files: everything through which a command meets its user. */
export interface CommandIo {
  /** Waits while the reader is slow: long lists don't pile up in memory. */
  out(text: string): Promise<void>;
  /** Refusals, questions and progress; never data. */
  say(text: string): void;
  /** All of standard input. */
  readInput(): Promise<string>;
  /** The bytes of a file of this machine, or of standard input for `-`. @throws where it can't be read. */
  readBytes(path: string): Promise<Buffer>;
  /** Writes a file of this machine (in the container). @throws where it can't be written. */
  writeFile(path: string, content: string): Promise<void>;
  /** Asks for something that must not be seen; null where nobody sits at a terminal. */
  askSecret(question: string): Promise<string | null>;
  /** Somebody watches what `say` says. */
  readonly watched: boolean;
}

const longestInput = 16 * 1024 * 1024;

async function readAll(stream: Readable): Promise<string> {
  const whole = await text(stream);
  if (whole.length > longestInput) throw new RangeError('the input is longer than 16 MiB');
  return whole;
}

/** The streams of a process. */
export function createProcessIo(
  input: Readable & { readonly isTTY?: boolean },
  output: Writable,
  errors: Writable & { readonly isTTY?: boolean },
): CommandIo {
  // A reader that went away (`| head`) ends the output, not the program with a stack trace.
  output.on('error', () => undefined);
  return {
    async out(line) {
      if (output.destroyed || output.write(line)) return;
      await new Promise<void>((resolve) => {
        const go = (): void => {
          output.off('drain', go).off('close', go).off('error', go);
          resolve();
        };
        output.on('drain', go).on('close', go).on('error', go);
      });
    },
    say: (line) => void errors.write(line),
    readInput: async () => readAll(input),
    readBytes: async (path) => {
      if (path !== '-') return readFile(path);
      const whole = await buffer(input);
      if (whole.length > longestInput) throw new RangeError('the input is longer than 16 MiB');
      return whole;
    },
    writeFile: async (path, content) => writeFile(path, content),
    askSecret: async (question) => (input.isTTY === true ? askWithoutEcho(question, input, errors) : null),
    watched: errors.isTTY === true,
  };
}
