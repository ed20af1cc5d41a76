import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import type { ImagePath } from '../core/image/image-path.js';
import { isClutter } from './file-kind.js';
import { formatFileVersion } from './file-version.js';
import { listTopFolders, openRoot, type OpenRoot } from './root-folder.js';
import type { DemoPlan } from './scan.js';

/** A file that was opened. `close` or a stream that was read or destroyed lets go of it. */
export interface OpenFile {
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
function isServable(path: ImagePath): boolean {
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
    size: Number(stats.size),
    modified: new Date(Number(stats.mtimeMs)),
    version: formatFileVersion(stats),
    read: (first, last) => handle.createReadStream({ start: first, end: last }),
    close: async () => handle.close(),
  };
}

/**
 * Opens originals as they lie on disk, by the same paths as images: of the administrator's root, else of the demo's,
 * whose folders stand back behind the administrator's as they do in the index.
 */
export function createOriginalFiles(
  roots: { readonly images: string; readonly demo: string },
  demo: DemoPlan,
): { readonly open: (path: ImagePath) => Promise<OpenFile | null> } {
  const openDemo = async (path: ImagePath, own: OpenRoot): Promise<OpenFile | null> => {
    if (!(await demo.isLoaded())) return null;
    const root = await openRoot(roots.demo);
    if ('failed' in root) return null;
    if (!demo.besideSample && (await listTopFolders(own)).has(path.split('/')[0] ?? '')) return null;
    return openBelow(root, path);
  };
  return {
    async open(path) {
      if (!isServable(path)) return null;
      const own = await openRoot(roots.images);
      // Without it nobody can tell which folders are the administrator's.
      if ('failed' in own) return null;
      return (await openBelow(own, path)) ?? openDemo(path, own);
    },
  };
}
