import { demoRuledFolders, isDemoShown } from '../../demo/demo-record.js';
import { createImageScanner } from '../../library/image-library.js';
import { formatScanOutcome, type ScanOutcome } from '../../library/scan-outcome.js';
import { pauseUntil } from '../../library/pause.js';
import { example, type Register, type Work } from '../cli.js';
import { doneUnless, type CommandResult } from '../command-result.js';
import { countOf } from '../plain-text.js';
import { printJson } from '../print.js';
import { openDerivatives } from './open-derivatives.js';
import { tellDerivatives } from './tell-derivatives.js';
import { createProgressLine } from './progress-line.js';

interface ScanOptions {
  readonly prune?: boolean;
  readonly json?: boolean;
}

export const registerImagesScan: Register = (parent, cli) => {
  parent
    .command('scan')
    .description('look for new, changed and removed files now')
    .option('--prune', 'forget all images of a folder that is empty now')
    .option('--json', 'print JSON')
    .addHelpText('after', example('images scan'))
    .action(async (options: ScanOptions) => cli.withStores(async (work) => scanImages(work, options)));
};

/** Scans and says what came of it; waits for the end of another scan first. */
export async function scanImages(work: Work, options: ScanOptions): Promise<CommandResult> {
  const { stores, config, io, now, signal } = work;
  const derivatives = openDerivatives(config);
  const scanner = createImageScanner({
    catalogue: stores.catalogue,
    index: stores.images,
    roots: { images: config.imageRoot, demo: config.demoRoot },
    demo: {
      isLoaded: async () => isDemoShown(stores.settings),
      besideSample: config.sampleCollection,
      ruledFolders: async () => demoRuledFolders(stores.settings),
    },
    gatewayUrl: config.gatewayUrl,
    observe: (observation) => {
      if (observation.kind === 'warning') io.say(`${observation.message}\n`);
    },
    now,
  });
  const progress = createProgressLine(io, () => now() * 1000);
  const request = { believeEmpty: options.prune === true, signal, onProgress: progress.show };
  let outcomes = await scanner.scanAll(request);
  let waiting = false;
  // The server's own scan may have begun before the files came in, so its end is waited for, and then another one runs.
  while (outcomes.some((outcome) => outcome.kind === 'busy') && !signal.aborted) {
    if (!waiting) io.say('Another scan is at work; waiting for its end.\n');
    waiting = true;
    await pauseUntil(0.5, signal, 'awake');
    outcomes = await scanner.scanAll(request);
  }
  progress.clear();
  if (options.json === true) await printJson(io, outcomes);
  else
    for (const outcome of outcomes)
      if (outcome.kind === 'finished') await io.out(`${formatScanOutcome(outcome)}\n`);
  const found = (await stores.catalogue.listProblems(1000)).length;
  if (found > 0 && options.json !== true)
    await io.out(`${countOf(found, 'file')} can not be served. See: gatehouse images list --problems\n`);
  if (options.json !== true) await tellDerivatives(io, await derivatives.summary());
  return doneUnless(outcomes.flatMap(sayRefusal));
}

function sayRefusal(outcome: ScanOutcome): readonly string[] {
  if (outcome.kind === 'finished') return [];
  const hint =
    outcome.kind === 'suspicious' ? ' If it is meant to be empty: gatehouse images scan --prune' : '';
  const sentence = formatScanOutcome(outcome);
  return [`${sentence}${sentence.endsWith('?') ? '' : '.'}${hint}`];
}
