import type { ImageCatalogue } from '../core/image/image-catalogue.js';
import type { ImageRoot } from '../core/image/image-facts.js';
import type { ImageIndex } from '../core/image/image-index.js';
import type { Observe } from '../core/observation.js';
import type { EpochSeconds } from '../core/time.js';
import { FolderQueue } from './folder-queue.js';
import { createGatewayDerivatives } from './gateway-derivatives.js';
import { loadFailures, watchFailures } from './failure-watch.js';
import { createFolderWatcher } from './folder-watcher.js';
import { createGatewayFacts } from './gateway-facts.js';
import { createInspect } from './inspect-file.js';
import type { DemoPlan, Scanner } from './scan.js';
import { createScanner } from './scan.js';
import type { ScanScheduler } from './scheduler.js';
import { createScanScheduler } from './scheduler.js';

export interface ImageLibraryDeps {
  readonly catalogue: ImageCatalogue;
  readonly index: ImageIndex;
  readonly roots: Readonly<Record<ImageRoot, string>>;
  readonly demo?: DemoPlan;
  readonly gatewayUrl: string;
  readonly observe: Observe;
  readonly now: () => EpochSeconds;
}

function createInspectOver(gatewayUrl: string): ReturnType<typeof createInspect> {
  return createInspect(createGatewayFacts({ gatewayUrl, timeoutMs: 30_000, pausesMs: [250, 1000, 3000] }));
}

function createDerivativesOver(gatewayUrl: string): ReturnType<typeof createGatewayDerivatives> {
  return createGatewayDerivatives({ gatewayUrl, timeoutMs: 15_000 });
}

function onUnreadable(observe: Observe): (root: ImageRoot, folder: string, code: string) => void {
  return (root, folder, code) =>
    observe({
      kind: 'warning',
      message: `${root}: the folder ${JSON.stringify(folder)} can not be read (${code}); what is known of it stays`,
    });
}

/** A scanner for one run, as the command line needs it. */
export function createImageScanner(deps: ImageLibraryDeps): Scanner {
  const { catalogue, index, now, observe } = deps;
  const inspect = createInspectOver(deps.gatewayUrl);
  return createScanner(
    {
      catalogue,
      index,
      inspect,
      now,
      loadFailures: async () => loadFailures(createDerivativesOver(deps.gatewayUrl)),
      onFolder: () => undefined,
      onUnreadable: onUnreadable(observe),
    },
    deps.roots,
    deps.demo,
  );
}

/** The scanner at work in the server: at start, at every interval, on change events and on demand. */
export function createImageLibrary(
  deps: ImageLibraryDeps & { readonly intervalSeconds: number; readonly stopwatchMs: () => number },
): ScanScheduler {
  const { catalogue, index, now, observe, intervalSeconds } = deps;
  const monotonicSeconds = (): number => deps.stopwatchMs() / 1000;
  const queue = new FolderQueue({ waiting: 500, restSeconds: 30, quietSeconds: 2, patienceSeconds: 20 });
  const watcher = createFolderWatcher({
    limit: 4000,
    onChange: (folder) => queue.add(folder, 'changed', monotonicSeconds()),
    onTrouble: (message) => observe({ kind: 'warning', message }),
  });
  const scanner = createScanner(
    {
      catalogue,
      index,
      now,
      inspect: createInspectOver(deps.gatewayUrl),
      loadFailures: async () => loadFailures(createDerivativesOver(deps.gatewayUrl)),
      onFolder: (root, folder) => watcher.add(folder === '' ? root.real : `${root.real}/${folder}`, folder),
      onUnreadable: onUnreadable(observe),
    },
    deps.roots,
    deps.demo,
  );
  const scheduler = createScanScheduler({
    scanner,
    queue,
    observe,
    intervalSeconds,
    retrySeconds: 30,
    monotonicSeconds,
  });
  const controller = new AbortController();
  let watching = Promise.resolve();
  return {
    ...scheduler,
    start() {
      scheduler.start();
      watching = watchFailures(
        {
          derivatives: createDerivativesOver(deps.gatewayUrl),
          index,
          requestFolder: (folder) => void queue.add(folder, 'changed', monotonicSeconds()),
          everySeconds: 5,
        },
        controller.signal,
      ).catch((error: unknown) =>
        observe({ kind: 'failed', where: 'failures of derivatives', requestId: '-', error }),
      );
    },
    async stop() {
      controller.abort();
      await watching;
      watcher.close();
      await scheduler.stop();
    },
  };
}
