import { createHash } from 'node:crypto';
import { mkdir, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Located } from './locate.js';

/** Names for the image server: 40 hexadecimal digits, whatever a file is called. */
export interface SafeNames {
  nameOf(located: Pick<Located, 'file' | 'state'>): Promise<string>;
  /** As `nameOf`, for a name that was given out before; false if it is gone meanwhile. */
  keep(name: string): boolean;
}

/**
 * iipsrv 1.1 decodes names twice, splits them at `&`, deletes `../`, globs, prints them as format strings, and keeps
 * the size that a replaced file had. So it never sees one: each state of each file gets a symbolic link of its own.
 * @param folder on a tmpfs; iipsrv's FILESYSTEM_PREFIX
 * @param capacity links kept; the one not used for longest goes first
 */
export async function createSafeNames(folder: string, capacity: number): Promise<SafeNames> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ready = new Map<string, Promise<string>>();

  async function link(name: string, file: string): Promise<string> {
    await symlink(file, join(folder, name)).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
    return name;
  }

  async function dropOldest(): Promise<void> {
    const [oldest] = ready.keys();
    if (ready.size <= capacity || oldest === undefined) return;
    ready.delete(oldest);
    await unlink(join(folder, oldest)).catch(() => undefined);
  }

  return {
    async nameOf({ file, state }) {
      const name = createHash('sha256').update(`${state}\0${file}`).digest('hex').slice(0, 40);
      const linked = ready.get(name) ?? link(name, file);
      ready.delete(name);
      ready.set(name, linked);
      await dropOldest();
      try {
        return await linked;
      } catch (error) {
        ready.delete(name);
        throw error;
      }
    },
    keep(name) {
      const linked = ready.get(name);
      if (linked === undefined) return false;
      ready.delete(name);
      ready.set(name, linked);
      return true;
    },
  };
}
