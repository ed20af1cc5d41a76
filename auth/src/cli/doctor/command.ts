import type { Config } from '../../config.js';
import { allChecks } from '../../doctor/all-checks.js';
import { runChecks } from '../../doctor/check.js';
import type { Scene } from '../../doctor/scene.js';
import { createUpkeepWatch } from '../../system/upkeep-watch.js';
import { example, type Cli, type Register } from '../cli.js';
import { refused, type CommandResult } from '../command-result.js';
import { say } from './report.js';
import { pickSamples } from './samples.js';
import { readAddress, sampleAt } from './target.js';
import { createWire, type Via } from './wire.js';

interface DoctorOptions {
  readonly from?: string;
  readonly target?: string;
  readonly json?: boolean;
}

/**
 * The stack's own proxy, as this container reaches it. Where TLS is ended in front of it, its plain port is the whole
 * site, and the redirect is the other proxy's: `--from` tries that.
 */
function ownProxy({ tlsTerminated }: Config): Via {
  const isElsewhere = tlsTerminated === 'elsewhere';
  return { host: 'proxy', tlsPort: 8443, plainPort: isElsewhere ? null : 8080 };
}

export const registerDoctor: Register = (parent, cli) => {
  parent
    .command('doctor')
    .description(
      'play a viewer against this installation, or any other, and tell what is wrong and how to mend it',
    )
    .option(
      '--from <url>',
      'come in by this address instead of the stack’s own proxy, e.g. the outer proxy’s',
    )
    .option('--target <url>', 'examine another server: the address of one of its info.json')
    .option('--json', 'print JSON')
    .addHelpText('after', example('doctor --from https://images.example.org'))
    .action(async (options: DoctorOptions) =>
      options.target === undefined
        ? examineOwn(cli, options)
        : cli.run(async () => examineOther(cli, options.target ?? '', options)),
    );
};

async function examineOwn(cli: Cli, options: DoctorOptions): Promise<void> {
  const from = options.from === undefined ? null : readAddress(options.from);
  if (from !== null && !from.ok) return cli.run(async () => refused(from.error));
  return cli.withStores(async (work) => {
    const origin = work.config.publicUrl;
    const ask = createWire(origin, from === null ? ownProxy(work.config) : from.value.via);
    const samples = await pickSamples(work);
    const upkeep = await createUpkeepWatch(work.config)();
    return examine(cli, { ask, origin, own: true, now: work.now(), upkeep, ...samples }, options);
  });
}

async function examineOther(cli: Cli, target: string, options: DoctorOptions): Promise<CommandResult> {
  const address = readAddress(target);
  const from = readAddress(options.from ?? target);
  if (!address.ok) return refused(address.error);
  if (!from.ok) return refused(from.error);
  const { url } = address.value;
  const ask = createWire(url.origin, from.value.via);
  const samples = await sampleAt(ask, url.pathname);
  if (!samples.ok) return refused(samples.error);
  return examine(
    cli,
    { ask, origin: url.origin, own: false, now: cli.deps.now(), upkeep: null, ...samples.value },
    options,
  );
}

async function examine(cli: Cli, scene: Scene, options: DoctorOptions): Promise<CommandResult> {
  const findings = await runChecks(allChecks, scene);
  return say(cli.deps.io, scene, findings, options.json === true);
}
