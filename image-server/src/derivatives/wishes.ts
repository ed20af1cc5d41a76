import { mkdir, opendir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { isImageRoot } from '../../../auth/src/core/image/image-facts.js';
import { toImagePath } from '../../../auth/src/core/image/image-path.js';
import { type Original, pixelsOf } from '../master/original.js';
import { estimateBytes } from './estimate.js';
import { readJsonFile, writeJsonFile } from './json-file.js';
import { keyOf, type Subject } from './layout.js';

/** Why a derivative is wanted, most urgent first: somebody waits; it is asked for often; a scan met it; it would be nice. */
export const urgencies = ['asked', 'hot', 'scan', 'all'] as const;
export type Urgency = (typeof urgencies)[number];

/** One wish as its file's name tells of it. */
export interface Wish {
  readonly key: string;
  readonly urgency: Urgency;
  readonly pixels: number;
  /** What its derivative may take on disk. */
  readonly bytes: number;
}

/** The queue: a volume with one small file for each wish, so that whoever is killed loses none. */
export interface Wishes {
  /** Writes a wish down, or makes one that somebody asked for the newest. @throws where the disk refuses */
  add(subject: Subject, original: Original, urgency: Urgency): Promise<void>;
  /** Waiting wishes of an urgency, in no order. */
  list(urgency: Urgency): AsyncGenerator<Wish>;
  /** Most recently asked first; at most `limit`. */
  newest(urgency: Urgency, limit: number): Promise<readonly Wish[]>;
  subjectOf(wish: Wish): Promise<Subject | null>;
  /** The most urgent wish for this; null: nobody wants it. */
  find(wish: Pick<Wish, 'key' | 'pixels' | 'bytes'>): Promise<Urgency | null>;
  remove(wish: Pick<Wish, 'key' | 'pixels' | 'bytes'>): Promise<void>;
}

const named = /^([0-9a-f]{40})\.(\d{1,12})\.(\d{1,15})$/;

/** What the wish for a derivative of this would be called. */
export function wishFor(subject: Subject, original: Original): Pick<Wish, 'key' | 'pixels' | 'bytes'> {
  return { key: keyOf(subject), pixels: pixelsOf(original), bytes: estimateBytes(original) };
}

/** @param folder the volume that gateway and worker share */
export function createWishes(folder: string): Wishes {
  const made = new Map<Urgency, Promise<unknown>>();
  const folderOf = (urgency: Urgency): string => join(folder, urgency);
  const fileOf = (urgency: Urgency, wish: Pick<Wish, 'key' | 'pixels' | 'bytes'>): string =>
    join(folderOf(urgency), `${wish.key}.${wish.pixels}.${wish.bytes}`);

  async function* list(urgency: Urgency): AsyncGenerator<Wish> {
    const dir = await opendir(folderOf(urgency)).catch(() => null);
    if (dir === null) return;
    for await (const entry of dir) {
      const parts = named.exec(entry.name);
      if (parts !== null)
        yield { key: parts[1] ?? '', urgency, pixels: Number(parts[2]), bytes: Number(parts[3]) };
    }
  }

  return {
    list,
    async add(subject, original, urgency) {
      const folderMade = made.get(urgency) ?? mkdir(folderOf(urgency), { recursive: true, mode: 0o777 });
      made.set(urgency, folderMade);
      await folderMade.catch((error: unknown) => {
        made.delete(urgency);
        throw error;
      });
      const file = fileOf(urgency, wishFor(subject, original));
      const now = new Date();
      const isThere = await utimes(file, now, now).then(
        () => true,
        () => false,
      );
      if (!isThere) await writeJsonFile(file, subject);
    },
    async newest(urgency, limit) {
      const found: { readonly wish: Wish; readonly at: number }[] = [];
      for await (const wish of list(urgency)) {
        const at = await stat(fileOf(urgency, wish)).then(
          (stats) => stats.mtimeMs,
          () => 0,
        );
        found.push({ wish, at });
      }
      return found
        .sort((one, other) => other.at - one.at)
        .slice(0, limit)
        .map(({ wish }) => wish);
    },
    async subjectOf(wish) {
      const read = await readJsonFile<Partial<Record<keyof Subject, unknown>>>(fileOf(wish.urgency, wish));
      if (read === null || typeof read.path !== 'string' || typeof read.version !== 'string') return null;
      const path = toImagePath(read.path);
      if (!path.ok || !isImageRoot(read.root)) return null;
      return { root: read.root, path: path.value, version: read.version };
    },
    async find(wish) {
      for (const urgency of urgencies) {
        // oxlint-disable-next-line no-await-in-loop -- the most urgent one counts
        const isThere = await stat(fileOf(urgency, wish)).then(
          () => true,
          () => false,
        );
        if (isThere) return urgency;
      }
      return null;
    },
    async remove(wish) {
      await Promise.all(urgencies.map(async (urgency) => rm(fileOf(urgency, wish), { force: true })));
    },
  };
}
