import { compareNaturally } from '../core/iiif/natural-order.js';
import { type ImagePath, toImagePath } from '../core/image/image-path.js';
import { fileRole } from './file-types.js';
import type { WebDeps } from './web-deps.js';

type FolderDeps = Pick<WebDeps, 'images' | 'contents'>;

/** Folders without images that are looked into at most, for each collection: the index knows nothing of them. */
const mostLookedInto = 300;
const deepest = 3;

/** Folders directly in one that hold recordings or documents at some depth, by those directly in them that do. */
async function findFileFolders(
  deps: FolderDeps,
  folder: ImagePath,
  depth: number,
  budget: { left: number },
): Promise<{ readonly holds: boolean; readonly inside: readonly string[] }> {
  budget.left -= 1;
  if (budget.left < 0) return { holds: false, inside: [] };
  const names = await deps.contents.names(folder);
  const inside: string[] = [];
  for (const name of depth >= deepest ? [] : await deps.contents.folders(folder)) {
    const path = toImagePath(`${folder}/${name}`);
    // oxlint-disable-next-line no-await-in-loop -- a large tree must not take every file handle
    if (path.ok && (await findFileFolders(deps, path.value, depth + 1, budget)).holds) inside.push(name);
  }
  return { holds: inside.length > 0 || names.some((name) => fileRole(name) !== null), inside };
}

/** Folders directly in one ('' is the root) that have something to show, in order, each with the names of those in it. */
export async function listFoldersBelow(
  deps: FolderDeps,
  folder: ImagePath | '',
): Promise<ReadonlyMap<ImagePath, readonly string[]>> {
  const prefix = folder === '' ? '' : `${folder}/`;
  const paths = (names: readonly string[]): readonly ImagePath[] =>
    names.flatMap((name) => {
      const path = toImagePath(`${prefix}${name}`);
      return path.ok ? [path.value] : [];
    });
  const indexed = new Set(paths(await deps.images.listSubfolders(folder)));
  const others = paths(await deps.contents.folders(folder)).filter((path) => !indexed.has(path));
  const found = new Map<ImagePath, readonly string[]>();
  for (const [path, names] of await deps.images.listSubfoldersOf([...indexed]))
    found.set(path as ImagePath, names);
  const budget = { left: mostLookedInto };
  for (const path of others) {
    // oxlint-disable-next-line no-await-in-loop
    const { holds, inside } = await findFileFolders(deps, path, 1, budget);
    if (holds) found.set(path, inside);
  }
  return new Map([...found].toSorted(([a], [b]) => compareNaturally(a, b)));
}
