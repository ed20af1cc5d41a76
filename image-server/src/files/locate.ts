import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { formatFileVersion } from '../../../auth/src/core/image/file-version.js';
import type { ImageRoot } from '../../../auth/src/core/image/image-facts.js';
import type { ImagePath } from '../../../auth/src/core/image/image-path.js';
import { err, ok, type Result } from '../../../auth/src/core/result.js';

/** Where each collection is mounted. */
export type RootFolders = Readonly<Record<ImageRoot, string>>;

/** A file that exists now. */
export interface Located {
  /** Real path, no symbolic link left in it. */
  readonly file: string;
  /** Changes whenever the file is replaced or written to. */
  readonly state: string;
  /** Of the file, as the index knows it: stays when the machine is started anew. */
  readonly version: string;
  readonly bytes: number;
}

/** `denied`: it is there, but this user may not read it, or it is no regular file of this collection. */
export type LocateProblem = 'missing' | 'denied';

/** A collection is mounted once, before this process starts: where it lies is looked up once. */
const bases = new Map<string, string>();

async function baseOf(folder: string): Promise<string> {
  const known = bases.get(folder);
  if (known !== undefined) return known;
  const base = await realpath(folder);
  bases.set(folder, base);
  return base;
}

/** Finds a file of a collection. A symbolic link may lead anywhere in the collection, never out of it. */
export async function locate(
  folders: RootFolders,
  root: ImageRoot,
  path: ImagePath,
): Promise<Result<Located, LocateProblem>> {
  try {
    const base = await baseOf(folders[root]);
    const file = await realpath(join(base, path));
    if (!file.startsWith(base + sep)) return err('denied');
    const found = await stat(file, { bigint: true });
    if (!found.isFile()) return err('denied');
    const state = [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join('-');
    return ok({ file, state, version: formatFileVersion(found), bytes: Number(found.size) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    return err(code === 'EACCES' || code === 'EPERM' ? 'denied' : 'missing');
  }
}
