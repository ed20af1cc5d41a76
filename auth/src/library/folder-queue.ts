import { LRUCache } from 'lru-cache';

/** Why a folder is to be looked at: somebody asked for a file in it that nobody knows, or the file system told of a change. */
export type FolderCause = 'asked' | 'changed';

export interface FolderQueueLimits {
  /** More waiting folders than this are turned away. */
  readonly waiting: number;
  /** A folder that was asked for is looked at no more often than this. */
  readonly restSeconds: number;
  /** A changed folder is looked at when nothing more happened for this long … */
  readonly quietSeconds: number;
  /** … or after this long at the latest, while files keep arriving. */
  readonly patienceSeconds: number;
}

interface Waiting {
  readonly since: number;
  readonly due: number;
}

/** Folders waiting to be looked at: each at most once, a bounded number, not too often. Times are seconds of any clock. */
export class FolderQueue {
  readonly #limits: FolderQueueLimits;
  readonly #waiting = new Map<string, Waiting>();
  readonly #lastTaken = new LRUCache<string, number>({ max: 5000 });

  constructor(limits: FolderQueueLimits) {
    this.#limits = limits;
  }

  /** False: turned away (asked too often, or too many wait). */
  add(folder: string, cause: FolderCause, now: number): boolean {
    const waiting = this.#waiting.get(folder);
    if (cause === 'asked') {
      const last = this.#lastTaken.get(folder);
      if (waiting !== undefined || (last !== undefined && now - last < this.#limits.restSeconds))
        return false;
    }
    if (waiting === undefined && this.#waiting.size >= this.#limits.waiting) return false;
    const since = waiting?.since ?? now;
    const quiet = cause === 'asked' ? 0 : this.#limits.quietSeconds;
    this.#waiting.set(folder, { since, due: Math.min(now + quiet, since + this.#limits.patienceSeconds) });
    return true;
  }

  /** Takes out the folders whose time has come, oldest first. */
  take(now: number, limit: number): readonly string[] {
    const due = [...this.#waiting].filter(([, waiting]) => waiting.due <= now).slice(0, limit);
    for (const [folder] of due) {
      this.#waiting.delete(folder);
      this.#lastTaken.set(folder, now);
    }
    return due.map(([folder]) => folder);
  }

  get size(): number {
    return this.#waiting.size;
  }
}
