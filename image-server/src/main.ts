import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { servedLimits } from '../../auth/src/core/image/served-limits.js';
import { parseConfig } from './config.js';
import { createOpenImages } from './files/open-image.js';
import { createSafeNames } from './files/safe-names.js';
import { createListener } from './http/listener.js';
import { createLog, parseLevel } from './log.js';
import { createMetrics } from './metrics/metrics.js';
import { createPool } from './pool/pool.js';
import { workerEnv } from './pool/worker-env.js';
import { createGate, largeFrom } from './render/lanes.js';
import { createRender } from './render/render.js';
import { createRenderView } from './render/render-view.js';
import { createTierBlocks } from './render/tier-blocks.js';

const log = createLog(
  (line) => process.stdout.write(line),
  () => new Date(),
  parseLevel(process.env['LOG_LEVEL']),
);
const parsed = parseConfig(process.env, availableParallelism());
if (!parsed.ok) {
  for (const problem of parsed.error) log('error', 'bad_setting', { problem });
  process.exit(1);
}
const config = parsed.value;
const rememberedFiles = 20_000;
const namesFolder = `${join(config.runFolder, 'files')}/`;

const pool = createPool({
  command: config.iipsrv,
  args: [],
  env: workerEnv(namesFolder, config.jpegQuality),
  count: config.workers,
  log,
  now: () => performance.now(),
});
const openImages = createOpenImages(await createSafeNames(namesFolder, rememberedFiles), rememberedFiles);
const settings = {
  socket: config.socket,
  jpegQuality: config.jpegQuality,
  timeoutMs: (pixels: number) => (pixels < largeFrom ? 10_000 : 60_000),
  onTimeout: () => pool.recycle(),
};
// Large pictures one at a time: each takes a worker for seconds, and memory.
const gate = createGate({ width: config.workers, queue: 256 }, { width: 1, queue: 4 });
const render = createRender({ ...settings, gate });
const tierMemory = 64 * 1024 * 1024;
const renderView = createRenderView(render, createTierBlocks(render, tierMemory), config.jpegQuality);
// The health check doesn't queue: a busy server is a healthy one.
const probe = createRender({
  ...settings,
  timeoutMs: () => 5000,
  gate: async (_pixels, work) => ({ ok: true, value: await work() }),
  onTimeout: () => undefined,
});

const server = createListener({
  images: {
    folders: { images: config.imagesFolder, demo: config.demoFolder },
    limits: servedLimits,
    openImages,
    render,
    renderView,
  },
  health: { probeFile: config.probeFile, openImages, render: probe },
  metrics: createMetrics({
    lanes: () => gate.lanes(),
    workers: () => pool.pids().length,
    workerDeaths: () => pool.deaths(),
    memory: () => process.memoryUsage.rss(),
  }),
  log,
  now: () => performance.now(),
});
server.listen(config.port);
await once(server, 'listening');
log('info', 'started', { port: config.port, workers: config.workers });

const patienceMs = 5000;

/** Lets pictures that are being made be finished, then ends the workers. */
async function stop(): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await Promise.race([closed, wait(patienceMs)]);
  await pool.stop();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
