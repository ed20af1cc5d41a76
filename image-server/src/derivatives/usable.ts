import { type BigIntStats, statSync } from 'node:fs';
import type { Located } from '../files/locate.js';
import type { Shelf } from './layout.js';

/**
 * Finds the derivative of a key, if it is there now. Without a thread of its own, which would cost many times the
 * question: unlike the pictures, derivatives lie on a disk of this machine.
 */
export function findDerivative(shelf: Shelf, key: string): Pick<Located, 'file' | 'state'> | null {
  const file = shelf.picture(key);
  const found = lookAt(file);
  if (found === null || !found.isFile()) return null;
  // Not the device: it changes with the machine's next start, and then nothing else did.
  const state = [found.ino, found.size, found.mtimeNs].join('-');
  return { file, state };
}

function lookAt(file: string): BigIntStats | null {
  try {
    return statSync(file, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
