import type { ImageRoot } from '../core/image/image-facts.js';
import type { OpenRoot } from './root-folder.js';
import { openRoot } from './root-folder.js';
import type { FolderScanOutcome } from './scan-folders.js';
import { scanFolders } from './scan-folders.js';
import type { ScanOutcome, ScanProgress } from './scan-outcome.js';
import type { ScanDeps } from './scan-root.js';
import { scanRoot } from './scan-root.js';
import { type LeaveOut, leaveOutDemo, leaveOutOwn } from './shadowed.js';

export interface ScanRequest {
  /** An image folder that became empty is believed. */
  readonly believeEmpty: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: ((progress: ScanProgress) => void) | null;
}

/** Brings the index up to date with the image folders. */
export interface Scanner {
  /** Both roots, one after the other. */
  scanAll(request: ScanRequest): Promise<readonly ScanOutcome[]>;
  /** Single folders, in whichever root they are; never an empty list. */
  scanFolders(folders: readonly string[], signal: AbortSignal): Promise<readonly FolderScanOutcome[]>;
}

/** How the demo collection stands beside the other one. */
export interface DemoPlan {
  /** False: nobody loaded it, or it was cleared; then its pictures are not in the index, wherever they lie. */
  readonly isLoaded: () => Promise<boolean>;
  /** The other collection is our own sample: folders of one name are shown as one, instead of leaving out the demo's. */
  readonly besideSample: boolean;
  /** Top folders of which its rules speak. One of the administrator's that came later stays out while they do. */
  readonly ruledFolders: () => Promise<ReadonlySet<string>>;
}

const alwaysThere: DemoPlan = {
  isLoaded: async () => true,
  besideSample: false,
  ruledFolders: async () => new Set(),
};

/** @param roots where the two collections are mounted; a demo that is not there is an empty one. */
export function createScanner(
  deps: ScanDeps,
  roots: Readonly<Record<ImageRoot, string>>,
  plan: DemoPlan = alwaysThere,
): Scanner {
  const openDemo = async (): Promise<Awaited<ReturnType<typeof openRoot>>> =>
    (await plan.isLoaded()) ? openRoot(roots.demo) : { failed: 'ENOENT' };
  const leaveOutOf = async (root: ImageRoot, own: OpenRoot | null): Promise<LeaveOut> => {
    if (plan.besideSample) return () => null;
    return root === 'demo' ? leaveOutDemo(own) : leaveOutOwn(await plan.ruledFolders());
  };
  const scanOne = async (
    root: ImageRoot,
    open: OpenRoot,
    own: OpenRoot | null,
    request: ScanRequest,
  ): Promise<ScanOutcome> =>
    scanRoot(deps, {
      ...request,
      root,
      open,
      leaveOut: await leaveOutOf(root, own),
      // The demo lies in a volume of our own: when it is empty, it was cleared.
      believeEmpty: request.believeEmpty || root === 'demo',
    });

  return {
    async scanAll(request) {
      const own = await openRoot(roots.images);
      if ('failed' in own) return [{ root: 'images', kind: 'unreadable', detail: own.failed }];
      const outcomes = [await scanOne('images', own, null, request)];
      const demo = await openDemo();
      if (!('failed' in demo)) outcomes.push(await scanOne('demo', demo, own, request));
      else if (demo.failed === 'ENOENT') await forgetRoot(deps, 'demo');
      else outcomes.push({ root: 'demo', kind: 'unreadable', detail: demo.failed });
      return outcomes;
    },
    async scanFolders(folders, signal) {
      const own = await openRoot(roots.images);
      if ('failed' in own) return [];
      const demo = await openDemo();
      const outcomes = [
        await scanFolders(
          deps,
          { root: 'images', open: own, leaveOut: await leaveOutOf('images', null), signal },
          folders,
        ),
      ];
      if (!('failed' in demo)) {
        const leaveOut = await leaveOutOf('demo', own);
        outcomes.push(await scanFolders(deps, { root: 'demo', open: demo, leaveOut, signal }, folders));
      }
      return outcomes;
    },
  };
}

async function forgetRoot(deps: ScanDeps, root: ImageRoot): Promise<void> {
  const scan = await deps.catalogue.begin(root, 'whole', deps.now());
  if (scan === null) return;
  await scan.visited('', [], []);
  await scan.finish(deps.now());
}
