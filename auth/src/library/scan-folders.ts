import type { ImageRoot } from '../core/image/image-facts.js';
import { isGoneFolder, isRealFolder } from './root-folder.js';
import type { RootScan, ScanDeps } from './scan-root.js';
import { createVisit } from './scan-root.js';
import { visitFolder } from './visit-folder.js';

export type FolderScan = Pick<RootScan, 'root' | 'open' | 'leaveOut' | 'signal'>;

/** What came of looking at single folders; `unavailable`: the image server did not answer. */
export type FolderScanOutcome =
  | { readonly kind: 'done'; readonly root: ImageRoot; readonly put: number; readonly gone: number }
  | { readonly kind: 'unavailable'; readonly root: ImageRoot; readonly detail: string };

/**
 * Looks at the files directly in some folders, and at everything in subfolders that the index does not know yet.
 * Folders that are not there are passed over, unless it is sure that they are gone.
 */
export async function scanFolders(
  deps: ScanDeps,
  request: FolderScan,
  folders: readonly string[],
): Promise<FolderScanOutcome> {
  const { root, open } = request;
  const scan = await deps.catalogue.begin(root, 'folders', deps.now());
  if (scan === null) return { kind: 'done', root, put: 0, gone: 0 };
  try {
    const tally = { files: 0, read: 0, problems: 0, expected: null };
    const visit = await createVisit(deps, scan, { ...request, onProgress: null }, tally);
    const pending = [...folders];
    for (
      let folder = pending.pop();
      folder !== undefined && !request.signal.aborted;
      folder = pending.pop()
    ) {
      if (request.leaveOut(folder) !== null) continue;
      if (!(await isRealFolder(open, folder))) {
        if (await isGoneFolder(open, folder)) await scan.visited(folder, [], []);
        continue;
      }
      const visited = await visitFolder(visit, folder);
      if (visited.kind === 'unavailable') {
        await scan.abandon();
        return { kind: 'unavailable', root, detail: visited.detail };
      }
      if (visited.kind === 'unreadable') deps.onUnreadable(root, folder, visited.code);
      if (visited.kind !== 'visited') continue;
      deps.onFolder(open, folder);
      const known = new Set(await deps.index.listSubfolders(folder));
      const prefix = folder === '' ? '' : `${folder}/`;
      pending.push(...visited.subfolders.filter((path) => !known.has(path.slice(prefix.length))));
    }
    const report = await scan.finish(deps.now());
    return { kind: 'done', root, put: report.put, gone: report.gone };
  } catch (error) {
    await scan.abandon().catch(() => undefined);
    throw error;
  }
}
