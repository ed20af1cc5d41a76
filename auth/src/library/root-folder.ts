import { opendir, readdir, realpath, stat } from 'node:fs/promises';
import { diskPath } from './read-folder.js';

/** A root as it is on disk right now. `identity` tells whether it is still the same mounted folder later. */
export interface OpenRoot {
  readonly path: string;
  readonly real: string;
  readonly identity: string;
}

/** Opens a root for a scan; the error's code where that fails (`ENOENT`: it is not there). */
export async function openRoot(path: string): Promise<OpenRoot | { readonly failed: string }> {
  try {
    const real = await realpath(path);
    const dir = await opendir(real);
    await dir.close();
    return { path, real, identity: await identityOf(real) };
  } catch (error) {
    return { failed: (error as NodeJS.ErrnoException).code ?? 'unknown' };
  }
}

async function identityOf(path: string): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true });
  return `${dev}:${ino}`;
}

/** False where the folder was unmounted or replaced since: what was then not found proves nothing. */
export async function isSameRoot(root: OpenRoot): Promise<boolean> {
  try {
    return (await identityOf(root.real)) === root.identity;
  } catch {
    return false;
  }
}

/** Names of the folders directly in a root. */
export async function listTopFolders(root: OpenRoot): Promise<ReadonlySet<string>> {
  const entries = await readdir(root.real, { withFileTypes: true });
  return new Set(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name));
}

/** True for a folder below the root that is reached without any link. */
export async function isRealFolder(root: OpenRoot, folder: string): Promise<boolean> {
  const path = diskPath(root.real, folder);
  try {
    return (await realpath(path)) === path && (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** True where a folder is surely gone, rather than merely out of reach: its parent is there and holds other things. */
export async function isGoneFolder(root: OpenRoot, folder: string): Promise<boolean> {
  if (folder === '') return false;
  const parent = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
  try {
    await stat(diskPath(root.real, folder));
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return false;
  }
  try {
    return parent !== '' || (await readdir(root.real)).length > 0;
  } catch {
    return false;
  }
}
