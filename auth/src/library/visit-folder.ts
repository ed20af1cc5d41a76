import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { ImageScan } from '../core/image/image-catalogue.js';
import type { ImageRoot } from '../core/image/image-facts.js';
import type { ScannedImage } from '../core/image/image-remark.js';
import type { ScanProblem } from '../core/image/image-index.js';
import type { ImagePath } from '../core/image/image-path.js';
import { checkDescription } from './check-description.js';
import { formatDiskName } from './disk-name.js';
import { forEachAtOnce } from './for-each-at-once.js';
import type { FindFailure } from './failure-watch.js';
import type { Inspect } from './inspect-file.js';
import type { FolderEntry } from './read-folder.js';
import { diskPath, readFolder } from './read-folder.js';

export interface Visit {
  readonly scan: ImageScan;
  readonly root: ImageRoot;
  /** The root's path on disk, links resolved. */
  readonly rootPath: string;
  readonly inspect: Inspect;
  /** What is known against files that look well from outside. */
  readonly findFailure: FindFailure;
  readonly signal: AbortSignal;
  readonly onFile: () => void;
  readonly onRead: () => void;
  readonly onProblem: () => void;
  /** Folders that are left out, with their problem (the demo's where the administrator has one of the same name). */
  readonly leaveOut: (folder: string) => ScanProblem | null;
}

const unreadableFolder =
  'The folder can not be read; what is known of it stays. Set IMAGE_UID and IMAGE_GID to its owner, or run chmod a+rx on it.';
/** `unavailable`: the image server is not there; the folder then counts as not visited. */
export type VisitOutcome =
  | { readonly kind: 'visited'; readonly subfolders: readonly string[] }
  | { readonly kind: 'unavailable'; readonly detail: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreadable'; readonly code: string };

const batch = 64;
const atOnce = 3;

/** An unreadable folder is its parent's problem: nothing can be said about what is in it, so what is known of it stays. */
async function refuseFolder(visit: Visit, folder: string): Promise<ScanProblem | null> {
  try {
    await access(diskPath(visit.rootPath, folder), constants.R_OK | constants.X_OK);
    return null;
  } catch {
    visit.scan.keep(folder);
    return {
      name: formatDiskName(Buffer.from(folder)),
      code: 'unreadable_folder',
      message: unreadableFolder,
    };
  }
}

/** What one visit has gathered so far. */
interface Gathered {
  readonly known: ReadonlyMap<ImagePath, string>;
  readonly present: ImagePath[];
  readonly problems: ScanProblem[];
  readonly subfolders: string[];
  fresh: ScannedImage[];
  unavailable: string | null;
}

/** Brings the index up to date for the files directly in a folder. Entries are read one by one, files up to three at a time. */
export async function visitFolder(visit: Visit, folder: string): Promise<VisitOutcome> {
  const known = await visit.scan.known(folder);
  const gathered: Gathered = {
    known,
    present: [],
    problems: [],
    subfolders: [],
    fresh: [],
    unavailable: null,
  };
  const failure = await forEachAtOnce(readFolder(visit.rootPath, folder), atOnce, async (entry) => {
    if (visit.signal.aborted) gathered.unavailable = 'stopped';
    else await visitEntry(visit, folder, entry, gathered);
    return gathered.unavailable === null ? 'go on' : 'stop';
  });
  await putFresh(visit, gathered);
  if (gathered.unavailable !== null) return { kind: 'unavailable', detail: gathered.unavailable };
  if (failure !== null)
    return failure === 'ENOENT' ? { kind: 'gone' } : { kind: 'unreadable', code: failure };
  await visit.scan.visited(folder, gathered.present, gathered.problems);
  return { kind: 'visited', subfolders: gathered.subfolders };
}

async function putFresh(visit: Visit, gathered: Gathered): Promise<void> {
  const images = gathered.fresh;
  gathered.fresh = [];
  if (images.length > 0) await visit.scan.put(images);
}

async function visitEntry(
  visit: Visit,
  folder: string,
  entry: FolderEntry,
  gathered: Gathered,
): Promise<void> {
  const report = (problem: ScanProblem): void => {
    gathered.problems.push(problem);
    visit.onProblem();
  };
  const keep = (path: ImagePath): void => {
    if (gathered.known.has(path)) gathered.present.push(path);
  };
  if (entry.kind === 'problem') {
    report(entry.problem);
    if (entry.keep !== null) keep(entry.keep);
    return;
  }
  if (entry.kind === 'folder') {
    const refusal = visit.leaveOut(entry.path) ?? (await refuseFolder(visit, entry.path));
    if (refusal === null) gathered.subfolders.push(entry.path);
    else report(refusal);
    return;
  }
  if (entry.kind === 'description') {
    for (const problem of await checkDescription(visit.rootPath, folder, entry.name)) report(problem);
    return;
  }
  visit.onFile();
  const failure = visit.findFailure(visit.root, entry.path, entry.version);
  if (failure !== null) {
    report({
      name: formatDiskName(Buffer.from(entry.path)),
      code: 'unreadable',
      message: `It can not be shown: ${failure}.`,
    });
    return;
  }
  if (gathered.known.get(entry.path) === entry.version) {
    gathered.present.push(entry.path);
    return;
  }
  const { root, rootPath, signal } = visit;
  const found = await visit.inspect({ root, rootPath, path: entry.path, version: entry.version }, signal);
  switch (found.kind) {
    case 'image':
      gathered.present.push(entry.path);
      gathered.fresh.push(found.image);
      visit.onRead();
      if (gathered.fresh.length >= batch) await putFresh(visit, gathered);
      return;
    case 'problem':
      report(found.problem);
      if (found.keep) keep(entry.path);
      return;
    case 'unavailable':
      gathered.unavailable = found.detail;
      return;
    case 'gone':
      return;
  }
}
