import { ok, type Result } from '../../../auth/src/core/result.js';
import type { MasterProblem, Master } from '../master/master.js';
import type { Original } from '../master/original.js';
import { readFile } from '../master/read-file.js';
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

interface Opened {
  readonly name: string;
  readonly reading: Promise<Result<OpenFile, MasterProblem>>;
}

/**
 * Whoever shows the same object as last time is answered without reckoning.
 * @param capacity files remembered
 */
export function createOpenFiles(names: SafeNames, capacity: number): OpenFiles {
  const known = new Map<string, Opened>();
  const lately = new WeakMap<object, Opened>();

  async function read(name: string, file: string): Promise<Result<OpenFile, MasterProblem>> {
    const result = await readFile(file);
    // What could not be read may be readable again a moment later: a mount that comes back, a right that is given.
    if (!result.ok) known.delete(name);
    if (!result.ok) return result;
    const { master, original } = result.value;
    return ok({ original, image: master === null ? null : { master, name } });
  }

  function use(opened: Opened): Promise<Result<OpenFile, MasterProblem>> {
    known.delete(opened.name);
    known.set(opened.name, opened);
    const [oldest] = known.keys();
    if (known.size > capacity && oldest !== undefined) known.delete(oldest);
    return opened.reading;
  }

  return async (located) => {
    const before = lately.get(located);
    if (before !== undefined && known.get(before.name) === before && names.keep(before.name))
      return use(before);
    const name = await names.nameOf(located);
    const opened = known.get(name) ?? { name, reading: read(name, located.file) };
    lately.set(located, opened);
    return use(opened);
  };
}
