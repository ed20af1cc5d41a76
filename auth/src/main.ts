import { createServer, type Server } from 'node:http';
import { createInternalApp, createPublicApp } from './app.js';
import { compose, type Parts } from './compose.js';
import { formatConfigProblems, parseConfig } from './config.js';
import { listenInFolder, sweepSockets } from './system/listen-in-folder.js';
import { dropUnanswered, keptConnections, openConnections } from './store/data-source.js';
import { createLog } from './system/log.js';
import { randomSecret } from './system/random.js';
import { startOrLeave } from './system/start-or-leave.js';
import { createVouching, isVouchingPossible, sweepVouching } from './system/vouch-in-folder.js';

const touchMilliseconds = 10_000;
const sweepMilliseconds = 600_000;
// Longer than nginx keeps an idle connection, so that it is never nginx who meets a closing one.
const idleMilliseconds = 75_000;

async function listen(server: Server, port: number): Promise<void> {
  server.keepAliveTimeout = idleMilliseconds;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
}

async function close(server: Server): Promise<void> {
  server.closeIdleConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    setTimeout(() => server.closeAllConnections(), 3_000).unref();
  });
}

async function stop(parts: Parts, servers: readonly Server[]): Promise<void> {
  await Promise.all(servers.map(close));
  await parts.library.stop();
  await parts.flushTouches();
  await parts.feed.stop();
  await parts.dataSource.destroy();
}

const config = parseConfig(process.env);
if (!config.ok) {
  process.stderr.write(`${formatConfigProblems(config.error)}\n`);
  process.exit(1);
}
const observe = createLog(config.value.logLevel);
for (const message of config.value.warnings) observe({ kind: 'warning', message });

const parts = compose(config.value, observe);
const { generationFolder } = config.value;
if (isVouchingPossible(generationFolder)) {
  const vouching = createVouching({
    folder: generationFolder,
    replica: randomSecret()
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, 10),
    now: Date.now,
  });
  let couldSay = true;
  parts.feed.onVouch((generation) => {
    const could = vouching.say(generation);
    if (couldSay && !could)
      observe({
        kind: 'warning',
        message: `can't write to ${generationFolder}: the proxy asks about every tile`,
      });
    couldSay = could;
  });
}
await startOrLeave(observe, async () => parts.dataSource.initialize());
dropUnanswered(parts.dataSource);
await openConnections(parts.dataSource, keptConnections);
await parts.feed.start();
await parts.deps.liveLook.reload();
const internalApp = createInternalApp(parts.deps);
const servers = [
  createServer(createPublicApp(parts.deps)),
  createServer(internalApp),
  createServer({ keepAliveTimeout: idleMilliseconds }, internalApp),
] as const;
await listen(servers[0], config.value.publicPort);
await listen(servers[1], config.value.internalPort);
await listenInFolder(servers[2], config.value.checkFolder);
parts.library.start();
/** Does something now and then; a failure is logged, and tried again the next time. */
function repeat(where: string, milliseconds: number, work: () => Promise<void>): NodeJS.Timeout {
  return setInterval(() => {
    work().catch((error: unknown) => observe({ kind: 'failed', where, requestId: '', error }));
  }, milliseconds);
}
const chores = [
  repeat('touches', touchMilliseconds, async () => parts.flushTouches()),
  repeat('sweep', sweepMilliseconds, parts.sweep),
  repeat('sockets', sweepMilliseconds, async () => sweepSockets(config.value.checkFolder)),
  repeat('generations', sweepMilliseconds, async () => sweepVouching(generationFolder, Date.now())),
];
observe({ kind: 'started', publicUrl: config.value.publicUrl, port: config.value.publicPort });

let stopping = false;
function onSignal(): void {
  if (stopping) return;
  stopping = true;
  observe({ kind: 'stopping' });
  for (const chore of chores) clearInterval(chore);
  stop(parts, servers).then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
process.on('SIGTERM', onSignal);
process.on('SIGINT', onSignal);
