import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { servedLimits } from '../../auth/src/core/image/served-limits.js';
import { parseConfig } from './config.js';
import { createDecoder } from './decoder/decoder.js';
import { decoderProgram } from './decoder/program.js';
import { maxPixels } from './derivatives/bearable.js';
import { createHeat } from './derivatives/heat.js';
import { createShelf } from './derivatives/layout.js';
import { createRenderSource, type RenderSource } from './derivatives/render-source.js';
import { createSupply } from './derivatives/supply.js';
import { createWishes } from './derivatives/wishes.js';
import { createLines } from './fcgi/lines.js';
import { createOpenFiles } from './files/open-file.js';
import { createSafeNames } from './files/safe-names.js';
import { createListener } from './http/listener.js';
import { createLog, parseLevel } from './log.js';
import { createMetrics } from './metrics/metrics.js';
import { mayBeBatch } from './pool/may-be-batch.js';
import { createPool } from './pool/pool.js';
import { workerCommand } from './pool/worker-command.js';
import { workerEnv } from './pool/worker-env.js';
import { createRemoteSource } from './remote/remote-source.js';
import { createGate, largeFrom } from './render/lanes.js';
import { createPreview } from './render/preview.js';
import { createRecode } from './render/recode.js';
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
// Worker and gateway write to one volume, and IMAGE_UID may change: whoever comes next may tidy up.
process.umask(0);
const rememberedFiles = 20_000;
/** Pictures made of a JPEG 2000 from which its derivative is worth the disk. */
const hotFrom = 40;
const namesFolder = `${join(config.runFolder, 'files')}/`;

const pool = createPool({
  ...workerCommand(config.iipsrv, mayBeBatch()),
  env: workerEnv(namesFolder, config.jpegQuality),
  count: config.workers,
  log,
  now: () => performance.now(),
});
const openFiles = createOpenFiles(await createSafeNames(namesFolder, rememberedFiles), rememberedFiles);
const lines = createLines({ socket: config.socket, workers: () => pool.pids().length });
const settings = {
  ask: lines.ask,
  jpegQuality: config.jpegQuality,
  timeoutMs: (pixels: number) => (pixels < largeFrom ? 10_000 : 60_000),
  onTimeout: () => pool.recycle(),
};
// Large pictures one at a time: each takes a worker for seconds, and memory.
const gate = createGate({ width: config.workers, queue: 256 }, { width: 1, queue: 4 });
const render = createRender({ ...settings, gate });
// The health check doesn't queue: a busy server is a healthy one.
const probe = createRender({
  ...settings,
  timeoutMs: () => 5000,
  gate: async (_pixels, work) => ({ ok: true, value: await work() }),
  onTimeout: () => undefined,
});

// What iipsrv can't open is decoded by processes of their own, until there is a derivative.
const decoders = Array.from({ length: 2 }, () =>
  createDecoder(decoderProgram, {
    memoryBytes: Math.min(config.decoderMemoryBytes, 1_000_000_000),
    fileBytes: 0,
    idle: false,
  }),
);
const shelf = createShelf(config.derivativesFolder);
const wishes = createWishes(config.wishesFolder);
const supply = createSupply({
  shelf,
  wishes,
  wishesFolder: config.wishesFolder,
  openFiles,
  log,
  now: () => performance.now(),
});
const preview = createPreview(decoders, 64, config.jpegQuality, log);
const renderOwn = createRenderSource({
  render,
  preview,
  supply,
  heat: createHeat(hotFrom),
  mode: config.mode,
});
// The demo is never another server’s.
const renderRemote =
  config.remote === null ? null : createRemoteSource(config.remote, gate, config.jpegQuality);
const renderSource: RenderSource = async (source, plan) =>
  renderRemote !== null && source.subject.root === 'images'
    ? renderRemote(source, plan)
    : renderOwn(source, plan);
const tierMemory = 64 * 1024 * 1024;
const renderView = createRenderView(
  renderSource,
  createTierBlocks(renderSource, tierMemory),
  config.jpegQuality,
);
const folders = { images: config.imagesFolder, demo: config.demoFolder };

const server = createListener({
  images: {
    folders,
    limits: servedLimits,
    openFiles,
    render,
    renderView,
    supply,
    mode: config.mode,
    bearable: { maxPixels, memoryBytes: config.decoderMemoryBytes },
    recode: createRecode(gate),
  },
  derivatives: {
    folders,
    shelf,
    wishes,
    openFiles,
    mode: config.mode,
    now: () => Date.now(),
  },
  health: { probeFile: config.probeFile, openFiles, render: probe },
  metrics: createMetrics({
    lanes: () => [...gate.lanes(), preview.lane()],
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
  for (const decoder of decoders) decoder.stop();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
