import type { ImageCatalogue, ImageScan } from '../core/image/image-catalogue.js';
import type { ImageRoot } from '../core/image/image-facts.js';
import type { ImageIndex } from '../core/image/image-index.js';
import type { EpochSeconds } from '../core/time.js';
import { countFiles } from './count-files.js';
import type { FindFailure } from './failure-watch.js';
import type { Inspect } from './inspect-file.js';
import type { OpenRoot } from './root-folder.js';
import { isSameRoot } from './root-folder.js';
import type { ScanOutcome, ScanProgress } from './scan-outcome.js';
import type { LeaveOut } from './shadowed.js';
import type { Visit } from './visit-folder.js';
import { visitFolder } from './visit-folder.js';

export interface ScanDeps {
  readonly catalogue: ImageCatalogue;
  readonly index: ImageIndex;
  readonly inspect: Inspect;
  /** Asked once at the beginning of a scan. */
  readonly loadFailures?: () => Promise<FindFailure>;
  readonly now: () => EpochSeconds;
  /** Told of every folder that was read, so that it can be watched. */
  readonly onFolder: (root: OpenRoot, folder: string) => void;
  /** Told of a folder that could not be read to its end, with the system's error code. */
  readonly onUnreadable: (root: ImageRoot, folder: string, code: string) => void;
}

export interface RootScan {
  readonly root: ImageRoot;
  readonly open: OpenRoot;
  readonly leaveOut: LeaveOut;
  /** An image folder that became empty is believed: everything of it is forgotten. */
  readonly believeEmpty: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: ((progress: ScanProgress) => void) | null;
}

interface Tally {
  files: number;
  read: number;
  problems: number;
  expected: number | null;
}

/** Walks a whole root and brings the index up to date with it. */
export async function scanRoot(deps: ScanDeps, request: RootScan): Promise<ScanOutcome> {
  const { root } = request;
  const scan = await deps.catalogue.begin(root, 'whole', deps.now());
  if (scan === null) return { root, kind: 'busy' };
  const tally: Tally = { files: 0, read: 0, problems: 0, expected: null };
  const counted = startCount(request, tally);
  try {
    const visit = await createVisit(deps, scan, request, tally);
    const trouble = (await walk(deps, visit, request)) ?? (await doubt(deps, request, tally));
    if (trouble !== null) {
      await scan.abandon();
      return { root, ...trouble };
    }
    return { root, kind: 'finished', report: await scan.finish(deps.now()) };
  } catch (error) {
    await scan.abandon().catch(() => undefined);
    throw error;
  } finally {
    counted.stop();
  }
}

function startCount(request: RootScan, tally: Tally): { stop: () => void } {
  const controller = new AbortController();
  if (request.onProgress !== null)
    void countFiles(
      request.open.real,
      (files, done) => {
        if (done) tally.expected = files;
      },
      AbortSignal.any([controller.signal, request.signal]),
    );
  return { stop: () => controller.abort() };
}

export async function createVisit(
  deps: ScanDeps,
  scan: ImageScan,
  request: Pick<RootScan, 'root' | 'open' | 'leaveOut' | 'signal' | 'onProgress'>,
  tally: Tally,
): Promise<Visit> {
  const count = (what: 'files' | 'read' | 'problems') => () => {
    tally[what] += 1;
    request.onProgress?.({ root: request.root, ...tally });
  };
  return {
    scan,
    root: request.root,
    rootPath: request.open.real,
    inspect: deps.inspect,
    findFailure: (await deps.loadFailures?.()) ?? (() => null),
    signal: request.signal,
    leaveOut: request.leaveOut,
    onFile: count('files'),
    onRead: count('read'),
    onProblem: count('problems'),
  };
}

type Trouble =
  | { readonly kind: 'postponed'; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'suspicious' }
  | { readonly kind: 'stopped' };

/** Asked anew each time: the signal may come at any moment. */
function hasStopped(signal: AbortSignal): boolean {
  return signal.aborted;
}

async function walk(deps: ScanDeps, visit: Visit, request: RootScan): Promise<Trouble | null> {
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (hasStopped(request.signal)) return { kind: 'stopped' };
    const visited = await visitFolder(visit, folder);
    switch (visited.kind) {
      case 'visited':
        deps.onFolder(request.open, folder);
        for (const subfolder of visited.subfolders) pending.push(subfolder);
        break;
      case 'unavailable':
        return hasStopped(request.signal)
          ? { kind: 'stopped' }
          : { kind: 'postponed', detail: visited.detail };
      case 'gone':
        if (folder === '') return { kind: 'unreadable', detail: 'ENOENT' };
        break;
      case 'unreadable':
        if (folder === '') return { kind: 'unreadable', detail: visited.code };
        visit.scan.keep(folder);
        deps.onUnreadable(request.root, folder, visited.code);
        break;
    }
  }
  return null;
}

/** What speaks against forgetting the images that were not found. */
async function doubt(deps: ScanDeps, request: RootScan, tally: Tally): Promise<Trouble | null> {
  if (!(await isSameRoot(request.open)))
    return { kind: 'unreadable', detail: 'it was unmounted or replaced meanwhile' };
  if (tally.files > 0 || request.believeEmpty) return null;
  return (await holdsAny(deps.index, request.root)) ? { kind: 'suspicious' } : null;
}

async function holdsAny(index: ImageIndex, root: ImageRoot): Promise<boolean> {
  for (let page = await index.listAll(null, 500); page.length > 0;) {
    if (page.some((image) => image.root === root)) return true;
    page = await index.listAll(page.at(-1)?.path ?? null, 500);
  }
  return false;
}
