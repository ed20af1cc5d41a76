import type { Result } from '../../../auth/src/core/result.js';
import { ok } from '../../../auth/src/core/result.js';
import type { Master, MasterProblem } from '../master/master.js';
import { readMaster } from '../master/read-master.js';
import type { Located } from './locate.js';
import type { SafeNames } from './safe-names.js';

/** A master that iipsrv can be asked about. */
export interface OpenImage {
  readonly master: Master;
  /** What iipsrv knows it by. */
  readonly name: string;
}

/** Reads what a file is, once per state of the file. */
export type OpenImages = (located: Located) => Promise<Result<OpenImage, MasterProblem>>;

/** @param capacity files remembered */
export function createOpenImages(names: SafeNames, capacity: number): OpenImages {
  const known = new Map<string, Promise<Result<Master, MasterProblem>>>();
  return async (located) => {
    const name = await names.nameOf(located);
    const reading = known.get(name) ?? readMaster(located.file);
    known.delete(name);
    known.set(name, reading);
    const [oldest] = known.keys();
    if (known.size > capacity && oldest !== undefined) known.delete(oldest);
    const read = await reading;
    // What could not be read may be readable again a moment later: a mount that comes back, a right that is given.
    if (!read.ok) known.delete(name);
    return read.ok ? ok({ master: read.value, name }) : read;
  };
}
