import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';
import type { OpenFiles, OpenImage } from '../files/open-file.js';
import type { Log } from '../log.js';
import type { Original } from '../master/original.js';
import { readJsonFile } from './json-file.js';
import { type Failure, keyOf, type Shelf, type Subject } from './layout.js';
import { createPace } from './pace.js';
import { findDerivative } from './usable.js';
import type { Urgency, Wishes } from './wishes.js';

/** Where the gateway gets derivatives from, and asks for more. Nothing here throws: a full disk must not cost a tile. */
export interface Supply {
  /** The derivative, if it is there and shows this size. */
  find(subject: Subject, size: PixelSize): Promise<OpenImage | null>;
  /** As `find`, but waits for one that is being made. @param ms at most so long */
  waitFor(subject: Subject, size: PixelSize, ms: number): Promise<OpenImage | null>;
  failureOf(subject: Subject): Promise<Failure | null>;
  want(subject: Subject, original: Original, urgency: Urgency): Promise<void>;
}

export interface SupplyDeps {
  readonly shelf: Shelf;
  readonly wishes: Wishes;
  /** The volume of the wishes; `used/` in it tells what was asked for last. */
  readonly wishesFolder: string;
  readonly openFiles: OpenFiles;
  readonly log: Log;
  readonly now: () => number;
}

const lookEveryMs = 150;
const askedEveryMs = 2000;
const usedEveryMs = 1_800_000;
const mostWaiting = 32;

export function createSupply(deps: SupplyDeps): Supply {
  const { shelf, wishes, openFiles, log, now } = deps;
  const asked = createPace(askedEveryMs, now);
  const used = createPace(usedEveryMs, now);
  const complained = createPace(60_000, now);
  let waiting = 0;

  async function markUsed(key: string): Promise<void> {
    if (!used.isDue(key)) return;
    const folder = join(deps.wishesFolder, 'used');
    const file = join(folder, key);
    const date = new Date();
    await utimes(file, date, date)
      .catch(async () => {
        await mkdir(folder, { recursive: true, mode: 0o777 });
        await writeFile(file, '', { mode: 0o666 });
      })
      .catch(() => undefined);
  }

  async function find(subject: Subject, size: PixelSize): Promise<OpenImage | null> {
    const key = keyOf(subject);
    const located = findDerivative(shelf, key);
    if (located === null) return null;
    const opened = await openFiles(located);
    const image = opened.ok ? opened.value.image : null;
    if (image === null || image.master.width !== size.width || image.master.height !== size.height)
      return null;
    void markUsed(key);
    return image;
  }

  return {
    find,
    async waitFor(subject, size, ms) {
      if (waiting >= mostWaiting) return null;
      waiting += 1;
      try {
        const until = now() + ms;
        while (now() < until) {
          // oxlint-disable-next-line no-await-in-loop
          await wait(lookEveryMs);
          // oxlint-disable-next-line no-await-in-loop
          const found = await find(subject, size);
          if (found !== null) return found;
        }
        return null;
      } finally {
        waiting -= 1;
      }
    },
    failureOf: async (subject) => readJsonFile<Failure>(shelf.failure(keyOf(subject))),
    async want(subject, original, urgency) {
      if (!asked.isDue(`${urgency} ${keyOf(subject)}`)) return;
      try {
        await wishes.add(subject, original, urgency);
      } catch (error) {
        if (complained.isDue('')) log('warn', 'wish_not_written', { reason: String(error) });
      }
    },
  };
}
