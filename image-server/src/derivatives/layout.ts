import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ImageRoot } from '../../../auth/src/core/image/image-facts.js';
import type { ImagePath } from '../../../auth/src/core/image/image-path.js';

/** One state of one file: what a derivative belongs to. */
export interface Subject {
  readonly root: ImageRoot;
  readonly path: ImagePath;
  /** Of the file, as the index has it too. */
  readonly version: string;
}

const keys = new WeakMap<Subject, string>();

/** Names a subject: 40 hexadecimal digits. Another file, or the same one changed, has another name. */
export function keyOf(subject: Subject): string {
  const known = keys.get(subject);
  if (known !== undefined) return known;
  const { root, path, version } = subject;
  const key = createHash('sha256').update([root, path, version].join('\0')).digest('hex').slice(0, 40);
  keys.set(subject, key);
  return key;
}

/** Where things lie in the private volume, which only the worker writes to. */
export interface Shelf {
  readonly picture: (key: string) => string;
  /** What the picture was made of, and when: written before it, so that what is seen is complete. */
  readonly label: (key: string) => string;
  readonly failure: (key: string) => string;
  readonly making: string;
  readonly ready: string;
  readonly failed: string;
  readonly report: string;
}

function inShard(base: string, key: string, extension: string): string {
  return join(base, key.slice(0, 2), `${key}.${extension}`);
}

/** @param folder where the volume is mounted */
export function createShelf(folder: string): Shelf {
  const ready = join(folder, 'ready');
  const failed = join(folder, 'failed');
  return {
    picture: (key) => inShard(ready, key, 'tif'),
    label: (key) => inShard(ready, key, 'json'),
    failure: (key) => inShard(failed, key, 'json'),
    making: join(folder, 'making'),
    ready,
    failed,
    report: join(folder, 'report.json'),
  };
}

/** What lies beside a derivative. */
export interface Label extends Subject {
  readonly madeAt: number;
  readonly bytes: number;
  readonly pages: number;
}

/** Why there is none. */
export interface Failure extends Subject {
  readonly failedAt: number;
  readonly message: string;
  /** Of the worker that gave up: a later one tries again. */
  readonly worker: number;
}

/** Counts up when decoders learn something: what failed before is tried again. */
export const workerVersion = 1;
