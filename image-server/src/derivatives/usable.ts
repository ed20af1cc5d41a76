import { stat } from 'node:fs/promises';
import type { Located } from '../files/locate.js';
import type { Shelf } from './layout.js';

/** Finds the derivative of a key, if it is there now. */
export async function findDerivative(
  shelf: Shelf,
  key: string,
): Promise<Pick<Located, 'file' | 'state'> | null> {
  const file = shelf.picture(key);
  const found = await stat(file, { bigint: true }).catch(() => null);
  if (found === null || !found.isFile()) return null;
  // Not the device: it changes with the machine's next start, and then nothing else did.
  const state = [found.ino, found.size, found.mtimeNs].join('-');
  return { file, state };
}
