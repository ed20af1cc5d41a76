import { toImagePath } from '../core/image/image-path.js';
import type { Observe } from '../core/observation.js';
import type { FolderQueue } from './folder-queue.js';
import type { Scanner } from './scan.js';
import type { ScanOutcome } from './scan-outcome.js';
import { formatScanOutcome } from './scan-outcome.js';
import { pauseUntil } from './pause.js';

export interface ScanSchedulerDeps {
  readonly scanner: Scanner;
  readonly queue: FolderQueue;
  readonly observe: Observe;
  readonly intervalSeconds: number;
  /** After a scan that did not come to its end. */
  readonly retrySeconds: number;
  /** Seconds of a clock that only goes forward. */
  readonly monotonicSeconds: () => number;
}

/** Scans at start, at every interval, and single folders on demand. Nothing waits for it: readiness never depends on a scan. */
export interface ScanScheduler {
  start(): void;
  /** Stops between two folders; resolves when nothing is at work any more. */
  stop(): Promise<void>;
  /** Somebody asked for an image of this folder ('' is the root) that nobody knows. Cheap, never throws, may be ignored. */
  requestFolder(folder: string): void;
}

const folderBeatSeconds = 0.5;
const foldersAtOnce = 20;

export function createScanScheduler(deps: ScanSchedulerDeps): ScanScheduler {
  const controller = new AbortController();
  const { signal } = controller;
  const loops: Promise<void>[] = [];
  let emptyBefore = false;

  const failed = (where: string, error: unknown): void =>
    deps.observe({ kind: 'failed', where, requestId: '-', error });

  const scanAll = async (): Promise<boolean> => {
    deps.observe({ kind: 'scan', state: 'begun', detail: 'whole' });
    // An image folder that became empty is believed when the next scan finds it empty as well.
    const outcomes = await deps.scanner.scanAll({ believeEmpty: emptyBefore, signal, onProgress: null });
    emptyBefore = outcomes.some((outcome) => outcome.kind === 'suspicious');
    for (const outcome of outcomes)
      deps.observe({ kind: 'scan', state: stateOf(outcome), detail: formatScanOutcome(outcome) });
    return outcomes.every((outcome) => stateOf(outcome) === 'finished' || outcome.kind === 'suspicious');
  };

  const wholeLoop = async (): Promise<void> => {
    while (!signal.aborted) {
      let done = false;
      try {
        done = await scanAll();
      } catch (error) {
        failed('scan', error);
      }
      await pauseUntil(
        done ? deps.intervalSeconds : Math.min(deps.intervalSeconds, deps.retrySeconds),
        signal,
      );
    }
  };

  const folderLoop = async (): Promise<void> => {
    while (!signal.aborted) {
      await pauseUntil(folderBeatSeconds, signal);
      const folders = deps.queue.take(deps.monotonicSeconds(), foldersAtOnce);
      if (folders.length === 0) continue;
      try {
        await deps.scanner.scanFolders(folders, signal);
      } catch (error) {
        failed('scan of folders', error);
      }
    }
  };

  return {
    start() {
      loops.push(wholeLoop(), folderLoop());
    },
    async stop() {
      controller.abort();
      await Promise.all(loops);
    },
    requestFolder(folder) {
      if (folder === '' || toImagePath(folder).ok) deps.queue.add(folder, 'asked', deps.monotonicSeconds());
    },
  };
}

function stateOf(outcome: ScanOutcome): 'finished' | 'postponed' {
  return outcome.kind === 'finished' ? 'finished' : 'postponed';
}
