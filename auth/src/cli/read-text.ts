import { err, ok, type Result } from '../core/result.js';
import type { CommandIo } from './command-io.js';

/** The text of a file, or of standard input for `-`. */
export async function readText(io: CommandIo, file: string): Promise<Result<string, string>> {
  return tryToRead(file, async () => (file === '-' ? io.readInput() : io.readFile(file)));
}

/** The bytes of a file, or of standard input for `-`. */
export async function readBytes(io: CommandIo, file: string): Promise<Result<Buffer, string>> {
  return tryToRead(file, async () => io.readBytes(file));
}

async function tryToRead<T>(file: string, read: () => Promise<T>): Promise<Result<T, string>> {
  try {
    return ok(await read());
  } catch (error) {
    if (error instanceof RangeError) return err(`${file}: ${error.message}.`);
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return err(
      `${file} can not be read (${code}). The command runs in a container: hand files of the host over with - and <.`,
    );
  }
}
