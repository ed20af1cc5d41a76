import { isUtf8 } from 'node:buffer';
import { err, ok, type Result } from '../core/result.js';
import type { CommandIo } from './command-io.js';

/** The text of a file, or of standard input for `-`, in UTF-8; or the line that is none. */
export async function readText(io: CommandIo, file: string): Promise<Result<string, string>> {
  const bytes = await readBytes(io, file);
  if (!bytes.ok) return bytes;
  const at = findOtherText(bytes.value);
  if (at === -1) return ok(new TextDecoder().decode(bytes.value));
  const before = bytes.value.subarray(0, at).toString('latin1');
  const line = before.split(/\r\n|\r|\n/).length;
  const name = file === '-' ? 'The input' : file;
  return err(`${name}: line ${line} is not UTF-8 text. Save it as UTF-8 (a table as “CSV UTF-8”).`);
}

/** Where the first byte stands that no UTF-8 text has; -1: nowhere. */
function findOtherText(bytes: Buffer): number {
  const nul = bytes.indexOf(0);
  if (isUtf8(bytes)) return nul;
  const read = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const again = Buffer.from(read);
  let at = 0;
  while (bytes[at] === again[at]) at += 1;
  return nul === -1 ? at : Math.min(nul, at);
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
