// The program of the `derivatives` service: makes tiled pyramids of what iipsrv can't open, when nothing else is to do.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseConfig } from './config.js';
import { createDecoder } from './decoder/decoder.js';
import { decoderProgram } from './decoder/program.js';
import { maxPixels } from './derivatives/bearable.js';
import { writeJsonFile } from './derivatives/json-file.js';
import { createShelf } from './derivatives/layout.js';
import type { WorkerReport } from './derivatives/report.js';
import { createWishes, urgencies } from './derivatives/wishes.js';
import { createLog, parseLevel } from './log.js';
import { createQueue } from './worker/queue.js';
import { readFreeBytes } from './worker/room.js';
import { createStock } from './worker/stock.js';
import { type Progress, work, type WorkDeps } from './worker/work.js';

const log = createLog(
  (line) => process.stdout.write(line),
  () => new Date(),
  parseLevel(process.env['LOG_LEVEL']),
);
const parsed = parseConfig(process.env, 1);
if (!parsed.ok) {
  for (const problem of parsed.error) log('error', 'bad_setting', { problem });
  process.exit(1);
}
const config = parsed.value;
// IMAGE_UID may change: whoever comes next may tidy up.
process.umask(0);
const shelf = createShelf(config.derivativesFolder);
for (const folder of [shelf.ready, shelf.failed, shelf.making]) await mkdir(folder, { recursive: true });
// Halves that a worker left behind when it was killed.
for (const name of await readdir(shelf.making))
  await rm(join(shelf.making, name), { force: true, recursive: true });

const folders = { images: config.imagesFolder, demo: config.demoFolder };
const stock = createStock(shelf, folders, join(config.wishesFolder, 'used'));
await stock.count();
const wishes = createWishes(config.wishesFolder);
const progress: Progress = { pause: null, secondsPerMegapixel: null };
const stopwatchMs = (): number => performance.now();
const deps: WorkDeps = {
  folders,
  shelf,
  bearable: { maxPixels, memoryBytes: config.decoderMemoryBytes },
  now: () => Date.now(),
  mode: config.mode,
  budgetBytes: config.budgetBytes,
  wishes,
  queue: createQueue(wishes, stopwatchMs),
  stock,
  log,
  stopwatchMs,
};
const limits = { memoryBytes: config.decoderMemoryBytes, fileBytes: 1_000_000_000_000, idle: true };
// One for whoever waits, and one that goes through the rest: a large picture doesn't hold up a small one.
const decoders = [createDecoder(decoderProgram, limits), createDecoder(decoderProgram, limits)] as const;
const controller = new AbortController();
const { signal } = controller;
const loops = [
  work(decoders[0], ['asked', 'hot'], deps, progress, signal),
  work(decoders[1], urgencies, deps, progress, signal),
  every(3000, report),
  every(300_000, async () => stock.sweep()),
];
log('info', 'started', { mode: config.mode, ...stock.totals() });

async function report(): Promise<void> {
  const told: WorkerReport = {
    at: Date.now(),
    mode: config.mode,
    ...stock.totals(),
    budgetBytes: config.budgetBytes,
    freeBytes: await readFreeBytes(shelf.making),
    secondsPerMegapixel: progress.secondsPerMegapixel,
    pause: config.mode === 'off' ? 'off' : progress.pause,
  };
  await writeJsonFile(shelf.report, told);
}

async function every(ms: number, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    // oxlint-disable-next-line no-await-in-loop
    await act().catch((error: unknown) => log('warn', 'worker_trouble', { reason: String(error) }));
    // oxlint-disable-next-line no-await-in-loop
    await wait(ms, undefined, { signal }).catch(() => undefined);
  }
}

/** What is being made is given up; its wish is still there at the next start. */
function stop(): void {
  controller.abort();
  for (const decoder of decoders) decoder.stop();
  void Promise.allSettled(loops).then(() => process.exit(0));
}
for (const event of ['SIGTERM', 'SIGINT'] as const) process.once(event, stop);
