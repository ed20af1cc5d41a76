import { statfs } from 'node:fs/promises';

/** Left free on the disk whatever happens: the database is on it too, mostly. Bytes. */
export const reserveBytes = 2_000_000_000;

/** Bytes that anybody may still write to the disk of a folder. */
export async function readFreeBytes(folder: string): Promise<number> {
  const found = await statfs(folder);
  return found.bavail * found.bsize;
}
