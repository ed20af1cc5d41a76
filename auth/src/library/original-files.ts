import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import type { ImagePath } from '../core/image/image-path.js';
import { isClutter } from './file-kind.js';
import { formatFileVersion } from '../core/image/file-version.js';
import { diskPath } from './read-folder.js';
import { isRealFolder, listTopFolders, openRoot, type OpenRoot } from './root-folder.js';
import type { DemoPlan } from './scan.js';

/** A file that was opened. `close` or a stream that was read or destroyed lets go of it. */
export interface OpenFile {
  /** Where it lies, links resolved. */
  readonly real: string;
  /** Bytes. */
  readonly size: number;
  readonly modified: Date;
  /** Changes whenever the file does: letters, digits and `-`. */
  readonly version: string;
  /** Bytes `first` to `last`, both included. */
  read(first: number, last: number): Readable;
  close(): Promise<void>;
}

/** Splits into folder and name; names that begin with a dot are nobody's originals. */
function isServable(path: ImagePath | ''): boolean {
  const names = path.split('/');
  return names.every(
    (name, index) =>
      !name.startsWith('.') && !isClutter(name, index === names.length - 1 ? 'file' : 'folder'),
  );
}

/** Where the file really lies; null where that is outside the root, or on the way there is a link to a folder. */
async function locate(root: OpenRoot, path: ImagePath): Promise<string | null> {
  const cut = path.lastIndexOf('/');
  const folder = cut < 0 ? root.real : `${root.real}/${path.slice(0, cut)}`;
  try {
    if ((await realpath(folder)) !== folder) return null;
    const target = await realpath(`${folder}/${path.slice(cut + 1)}`);
    // As the scanner does: a link counts only within its own folder, whose rules are the ones that are asked.
    return dirname(target) === folder ? target : null;
  } catch {
    return null;
  }
}

async function openBelow(root: OpenRoot, path: ImagePath): Promise<OpenFile | null> {
  const target = await locate(root, path);
  if (target === null) return null;
  // A pipe must not hold us up, and what became a link meanwhile isn't followed.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(target, flags).catch(() => null);
  if (handle === null) return null;
  const stats = await handle.stat({ bigint: true });
  if (!stats.isFile()) {
    await handle.close();
    return null;
  }
  return {
    real: target,
    size: Number(stats.size),
    modified: new Date(Number(stats.mtimeMs)),
    version: formatFileVersion(stats),
    read: (first, last) => handle.createReadStream({ start: first, end: last }),
    close: async () => handle.close(),
  };
}

/** Originals, by the same paths as images. */
export interface OriginalFiles {
  /** Null: there is none. Never anything outside the image folders. */
  open(path: ImagePath): Promise<OpenFile | null>;
  /** Where a folder lies on disk: in the administrator's root, in the demo's, in both, or nowhere. */
  folders(folder: ImagePath | ''): Promise<readonly string[]>;
}

async function folderBelow(root: OpenRoot, folder: ImagePath | ''): Promise<readonly string[]> {
  return (await isRealFolder(root, folder)) ? [diskPath(root.real, folder)] : [];
}

/**
 * Opens originals as they lie on disk, by the same paths as images: of the administrator's root, else of the demo's,
 * whose folders stand back behind the administrator's as they do in the index.
 */
export function createOriginalFiles(
  roots: { readonly images: string; readonly demo: string },
  demo: DemoPlan,
): OriginalFiles {
  /** Null: no demo, or the administrator has a folder of that name. */
  const demoRootFor = async (path: ImagePath | '', own: OpenRoot): Promise<OpenRoot | null> => {
    if (!(await demo.isLoaded())) return null;
    const root = await openRoot(roots.demo);
    if ('failed' in root) return null;
    const shadowed = !demo.besideSample && (await listTopFolders(own)).has(path.split('/')[0] ?? '');
    return shadowed ? null : root;
  };
  /** The administrator's own, but the demo's rules speak of a folder of that name. */
  const isLeftOut = async (path: string): Promise<boolean> =>
    !demo.besideSample && (await demo.ruledFolders()).has(path.split('/')[0] ?? '');
  return {
    async open(path) {
      if (!isServable(path)) return null;
      const own = await openRoot(roots.images);
      // Without it nobody can tell which folders are the administrator's.
      if ('failed' in own) return null;
      const found = (await isLeftOut(path)) ? null : await openBelow(own, path);
      if (found !== null) return found;
      const root = await demoRootFor(path, own);
      return root === null ? null : openBelow(root, path);
    },
    async folders(folder) {
      const own = await openRoot(roots.images);
      if ('failed' in own || !isServable(folder)) return [];
      const root = await demoRootFor(folder, own);
      const below = (await isLeftOut(folder)) ? [] : await folderBelow(own, folder);
      return [...below, ...(root === null ? [] : await folderBelow(root, folder))];
    },
  };
}
