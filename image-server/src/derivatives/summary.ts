import { readJsonFile } from './json-file.js';
import type { Shelf } from './layout.js';
import type { DerivativeMode } from './mode.js';
import { reportLifeMs, type WorkerReport } from './report.js';
import { urgencies, type Wishes } from './wishes.js';

/** How far the making of derivatives is. Bytes and seconds; null: not known. */
export interface DerivativeSummary {
  readonly mode: DerivativeMode;
  /** Whether the worker has told of itself lately. */
  readonly working: boolean;
  readonly ready: number;
  readonly queued: number;
  readonly failed: number;
  readonly bytes: number;
  readonly budgetBytes: number | null;
  readonly freeBytes: number | null;
  /** What the queued ones will take, about. */
  readonly queuedBytes: number;
  /** Until the queue is empty, about. */
  readonly secondsLeft: number | null;
  readonly pause: WorkerReport['pause'];
}

/** What a job costs beside its pixels, in megapixels' worth of time. */
export const overheadMegapixels = 1;
/** Before anything was measured: seconds for a megapixel. */
const guess = 0.2;

/** Adds up the queue and the worker's last report. */
export async function summarise(deps: {
  readonly shelf: Shelf;
  readonly wishes: Wishes;
  readonly mode: DerivativeMode;
  readonly now: () => number;
}): Promise<DerivativeSummary> {
  const report = await readJsonFile<WorkerReport>(deps.shelf.report);
  const seen = new Set<string>();
  let megapixels = 0;
  let queuedBytes = 0;
  for (const urgency of urgencies) {
    // oxlint-disable-next-line no-await-in-loop
    for await (const { key, pixels, bytes } of deps.wishes.list(urgency)) {
      if (seen.has(key)) continue;
      seen.add(key);
      megapixels += pixels / 1e6 + overheadMegapixels;
      queuedBytes += bytes;
    }
  }
  const pause = deps.mode === 'off' ? 'off' : (report?.pause ?? null);
  return {
    mode: deps.mode,
    working: report !== null && deps.now() - report.at < reportLifeMs,
    ready: report?.ready ?? 0,
    queued: seen.size,
    failed: report?.failed ?? 0,
    bytes: report?.bytes ?? 0,
    budgetBytes: report?.budgetBytes ?? null,
    freeBytes: report?.freeBytes ?? null,
    queuedBytes,
    secondsLeft: Math.ceil(megapixels * (report?.secondsPerMegapixel ?? guess)),
    pause,
  };
}
