import { type BigIntStats, stat } from 'node:fs';
import { realpath } from 'node:fs/promises';
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

/** What a path named when it was last looked at closely. */
interface Seen {
  readonly stats: BigIntStats;
  readonly located: Located;
}

/**
 * Files that lay where their name says, with no link on the way. While the very same file answers to the name, one
 * question to the file system is enough. What a link leads to is looked up each time.
 */
const plain = new Map<string, Seen>();
const mostRemembered = 20_000;

function remember(asked: string, seen: Seen): void {
  plain.delete(asked);
  plain.set(asked, seen);
  const [oldest] = plain.keys();
  if (plain.size > mostRemembered && oldest !== undefined) plain.delete(oldest);
}

/** Never the synchronous one: a network share may hang, and only those who ask for its files shall wait. */
async function statOf(path: string): Promise<BigIntStats> {
  return new Promise((resolve, reject) =>
    stat(path, { bigint: true }, (error, stats) => (error === null ? resolve(stats) : reject(error))),
  );
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return (
    one.ino === other.ino &&
    one.ctimeNs === other.ctimeNs &&
    one.mtimeNs === other.mtimeNs &&
    one.size === other.size &&
    one.dev === other.dev
  );
}

/**
 * Finds a file of a collection. A symbolic link may lead anywhere in the collection, never out of it.
 * @returns the same object as long as nothing has happened to the file
 */
export async function locate(
  folders: RootFolders,
  root: ImageRoot,
  path: ImagePath,
): Promise<Result<Located, LocateProblem>> {
  try {
    const base = bases.get(folders[root]) ?? (await baseOf(folders[root]));
    const asked = join(base, path);
    const before = plain.get(asked);
    if (before !== undefined && isSame(await statOf(asked), before.stats)) return ok(before.located);
    return await lookClosely(base, asked);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    return err(code === 'EACCES' || code === 'EPERM' ? 'denied' : 'missing');
  }
}

async function lookClosely(base: string, asked: string): Promise<Result<Located, LocateProblem>> {
  const file = await realpath(asked);
  if (!file.startsWith(base + sep)) return err('denied');
  const stats = await statOf(file);
  if (!stats.isFile()) return err('denied');
  const state = [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join('-');
  const located = { file, state, version: formatFileVersion(stats), bytes: Number(stats.size) };
  if (file === asked) remember(asked, { stats, located });
  return ok(located);
}
