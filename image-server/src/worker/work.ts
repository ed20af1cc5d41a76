import { stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Decoder } from '../decoder/decoder.js';
import { writeJsonFile } from '../derivatives/json-file.js';
import { type Failure, keyOf, type Subject, workerVersion } from '../derivatives/layout.js';
import type { DerivativeMode } from '../derivatives/mode.js';
import type { Pause } from '../derivatives/report.js';
import { overheadMegapixels } from '../derivatives/summary.js';
import type { Urgency, Wish, Wishes } from '../derivatives/wishes.js';
import type { Log } from '../log.js';
import { makeDerivative, type MakingDeps, type MakingProblem, makeShard } from './make-derivative.js';
import { grantedUrgencies, type Queue } from './queue.js';
import { readFreeBytes, reserveBytes } from './room.js';
import type { Stock } from './stock.js';

export interface WorkDeps extends MakingDeps {
  readonly mode: DerivativeMode;
  readonly budgetBytes: number;
  readonly wishes: Wishes;
  readonly queue: Queue;
  readonly stock: Stock;
  readonly log: Log;
  readonly stopwatchMs: () => number;
}

/** What the worker is at, for its report. */
export interface Progress {
  pause: Pause;
  secondsPerMegapixel: number | null;
}

const idleMs = 400;
const pausedMs = 5000;
/** A decoder that only went away, or found the disk full, may do better later. */
const restMs = 30_000;
const fresh = 0.1;

/** Takes wishes one after the other until it is stopped. @param only of these urgencies, if they are granted */
export async function work(
  decoder: Decoder,
  only: readonly Urgency[],
  deps: WorkDeps,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const granted = grantedUrgencies(deps.mode).filter((urgency) => only.includes(urgency));
  const deaths = new Map<string, number>();
  while (!signal.aborted) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const wish = await deps.queue.take(granted);
    if (wish === null) {
      // oxlint-disable-next-line no-await-in-loop
      await wait(idleMs, undefined, { signal }).catch(() => undefined);
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop
    const pause = await findPause(wish, deps);
    progress.pause = pause;
    if (pause !== null) {
      deps.queue.release(wish, 0);
      // oxlint-disable-next-line no-await-in-loop
      await wait(pausedMs, undefined, { signal }).catch(() => undefined);
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop
    await grant(wish, decoder, deps, progress, deaths).catch((error: unknown) => {
      deps.log('error', 'derivative_not_made', { reason: String(error) });
      deps.queue.release(wish, restMs);
    });
  }
}

/** Whether there is room: what somebody waits for may push out the least recently used, what a scan met may not. */
async function findPause(wish: Wish, { stock, budgetBytes, shelf }: WorkDeps): Promise<Pause> {
  const free = await readFreeBytes(shelf.making);
  if (free < reserveBytes + wish.bytes * 2) return 'disk';
  const over = stock.totals().bytes + wish.bytes - budgetBytes;
  if (over <= 0) return null;
  const urgent = wish.urgency === 'asked' || wish.urgency === 'hot';
  return urgent && wish.bytes <= budgetBytes && (await stock.makeRoom(over)) ? null : 'budget';
}

async function grant(
  wish: Wish,
  decoder: Decoder,
  deps: WorkDeps,
  progress: Progress,
  deaths: Map<string, number>,
): Promise<void> {
  const { wishes, queue, stock, log, stopwatchMs } = deps;
  const subject = await wishes.subjectOf(wish);
  // On the shelf already: whoever put it there was killed before the wish was gone.
  const isMade = (await stat(deps.shelf.picture(wish.key)).catch(() => null)) !== null;
  if (isMade || subject === null || keyOf(subject) !== wish.key) {
    await wishes.remove(wish);
    queue.release(wish, 0);
    return;
  }
  const begun = stopwatchMs();
  const made = await makeDerivative(subject, decoder, deps);
  const seconds = (stopwatchMs() - begun) / 1000;
  if (made.ok) {
    stock.added(made.value);
    const each = seconds / (wish.pixels / 1e6 + overheadMegapixels);
    progress.secondsPerMegapixel = (progress.secondsPerMegapixel ?? each) * (1 - fresh) + each * fresh;
    log('info', 'derivative_made', {
      path: subject.path,
      bytes: made.value.bytes,
      ms: Math.round(seconds * 1000),
    });
  } else if (isForLater(made.error, wish.key, deaths)) {
    log('warn', 'derivative_postponed', { path: subject.path, reason: made.error.message });
    queue.release(wish, restMs);
    return;
  } else if (made.error.problem !== 'gone') {
    await writeFailure(subject, made.error.message, deps);
    stock.failedOne();
    log('warn', 'derivative_failed', { path: subject.path, reason: made.error.message });
  }
  await wishes.remove(wish);
  queue.release(wish, 0);
}

/** The disk's fault is nobody's failure; a process that was killed gets a second chance. */
function isForLater({ problem }: MakingProblem, key: string, deaths: Map<string, number>): boolean {
  if (problem === 'no_space') return true;
  if (problem !== 'died') return false;
  const before = deaths.get(key) ?? 0;
  deaths.set(key, before + 1);
  return before === 0;
}

async function writeFailure(subject: Subject, message: string, { shelf, now }: WorkDeps): Promise<void> {
  const file = shelf.failure(keyOf(subject));
  const failure: Failure = { ...subject, failedAt: now(), message, worker: workerVersion };
  await makeShard(file);
  await writeJsonFile(file, failure);
}
