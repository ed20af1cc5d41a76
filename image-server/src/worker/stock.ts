import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile } from '../derivatives/json-file.js';
import {
  type Failure,
  keyOf,
  type Label,
  type Shelf,
  type Subject,
  workerVersion,
} from '../derivatives/layout.js';
import { listJson } from '../derivatives/list-failures.js';
import { locate, type RootFolders } from '../files/locate.js';

/** What lies on the shelf, and the throwing away. */
export interface Stock {
  /** Counts what is there. Once, at the start. */
  count(): Promise<void>;
  readonly totals: () => { readonly ready: number; readonly bytes: number; readonly failed: number };
  added(label: Label): void;
  failedOne(): void;
  /** Throws away derivatives and failures of files that changed or went away; of a second look, so that a mount may come back. */
  sweep(): Promise<void>;
  /** Throws away what was not used for longest until so many bytes are free; false: there is nothing left to go. */
  makeRoom(bytes: number): Promise<boolean>;
}

export function createStock(shelf: Shelf, folders: RootFolders, usedFolder: string): Stock {
  let ready = 0;
  let bytes = 0;
  let failed = 0;
  let suspects = new Set<string>();

  async function drop(label: Label): Promise<void> {
    const key = keyOf(label);
    // The picture first: a label alone promises nothing.
    await rm(shelf.picture(key), { force: true });
    await rm(shelf.label(key), { force: true });
    await rm(join(usedFolder, key), { force: true });
    ready -= 1;
    bytes -= label.bytes;
  }

  async function isCurrent(subject: Subject): Promise<boolean> {
    const located = await locate(folders, subject.root, subject.path);
    return located.ok && located.value.version === subject.version;
  }

  async function* labels(): AsyncGenerator<Label> {
    for await (const file of listJson(shelf.ready)) {
      const label = await readJsonFile<Label>(file);
      if (label !== null) yield label;
    }
  }

  return {
    totals: () => ({ ready, bytes, failed }),
    async count() {
      for await (const label of labels()) {
        const isThere = await stat(shelf.picture(keyOf(label))).catch(() => null);
        if (isThere === null) {
          await rm(shelf.label(keyOf(label)), { force: true });
          continue;
        }
        ready += 1;
        bytes += label.bytes;
      }
      for await (const file of listJson(shelf.failed)) {
        const failure = await readJsonFile<Failure>(file);
        if (failure?.worker === workerVersion) failed += 1;
        else await rm(file, { force: true });
      }
    },
    added(label) {
      ready += 1;
      bytes += label.bytes;
    },
    failedOne() {
      failed += 1;
    },
    async sweep() {
      const empty = await emptyRoots(folders);
      const still = new Set<string>();
      for await (const label of labels()) {
        if (empty.has(label.root) || (await isCurrent(label))) continue;
        const key = keyOf(label);
        if (suspects.has(key)) await drop(label);
        else still.add(key);
      }
      for await (const file of listJson(shelf.failed)) {
        const failure = await readJsonFile<Failure>(file);
        if (failure === null || empty.has(failure.root) || (await isCurrent(failure))) continue;
        await rm(file, { force: true });
        failed -= 1;
      }
      suspects = still;
    },
    async makeRoom(wanted) {
      const found: { readonly label: Label; readonly at: number }[] = [];
      for await (const label of labels()) {
        const used = await stat(join(usedFolder, keyOf(label))).catch(() => null);
        found.push({ label, at: Math.max(label.madeAt, used?.mtimeMs ?? 0) });
      }
      let left = wanted;
      for (const { label } of found.sort((one, other) => one.at - other.at)) {
        if (left <= 0) break;
        await drop(label);
        left -= label.bytes;
      }
      return left <= 0;
    },
  };
}

/** Collections that look empty: not mounted, perhaps; nothing is concluded from what is missing there. */
async function emptyRoots(folders: RootFolders): Promise<ReadonlySet<string>> {
  const empty = new Set<string>();
  for (const [root, folder] of Object.entries(folders)) {
    const names = await readdir(folder).catch(() => []);
    if (names.length === 0) empty.add(root);
  }
  return empty;
}
