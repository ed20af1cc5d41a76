import { ok, type Result } from '../../../auth/src/core/result.js';
import type { MasterProblem, Master } from '../master/master.js';
import type { Original } from '../master/original.js';
import { type ReadFile, readFile } from '../master/read-file.js';
import type { Located } from './locate.js';
import type { SafeNames } from './safe-names.js';

/** A master that iipsrv can be asked about. */
export interface OpenImage {
  readonly master: Master;
  /** What iipsrv knows it by. */
  readonly name: string;
}

/** A file that is an image; `image` where iipsrv can be asked about it. */
export interface OpenFile {
  readonly image: OpenImage | null;
  readonly original: Original;
}

/** Reads what a file is, once per state of the file. */
export type OpenFiles = (
  located: Pick<Located, 'file' | 'state'>,
) => Promise<Result<OpenFile, MasterProblem>>;

/** @param capacity files remembered */
export function createOpenFiles(names: SafeNames, capacity: number): OpenFiles {
  const known = new Map<string, Promise<Result<ReadFile, MasterProblem>>>();
  return async (located) => {
    const name = await names.nameOf(located);
    const reading = known.get(name) ?? readFile(located.file);
    known.delete(name);
    known.set(name, reading);
    const [oldest] = known.keys();
    if (known.size > capacity && oldest !== undefined) known.delete(oldest);
    const read = await reading;
    // What could not be read may be readable again a moment later: a mount that comes back, a right that is given.
    if (!read.ok) known.delete(name);
    if (!read.ok) return read;
    const { master, original } = read.value;
    return ok({ original, image: master === null ? null : { master, name } });
  };
}
