import { err, ok, type Result } from '../core/result.js';
import type { CommandIo } from './command-io.js';

/** The text of a file, or of standard input for `-`. */
export async function readText(io: CommandIo, file: string): Promise<Result<string, string>> {
  try {
    return ok(file === '-' ? await io.readInput() : await io.readFile(file));
  } catch (error) {
    if (error instanceof RangeError) return err(`${file}: ${error.message}.`);
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return err(
      `${file} can not be read (${code}). The command runs in a container: hand files of the host over with - and <.`,
    );
  }
}
