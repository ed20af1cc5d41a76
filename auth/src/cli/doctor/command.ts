import { compilePolicy } from '../../core/policy/compile.js';
import { examine, type Examination, examineOwn, ownProxy } from '../../doctor/examination.js';
import { renderReport } from '../../doctor/html-report.js';
import { pickSamples } from '../../doctor/pick-samples.js';
import { createDoctorWire } from '../../system/doctor-wire.js';
import { createUpkeepWatch } from '../../system/upkeep-watch.js';
import { example, type Cli, type Register } from '../cli.js';
import { refused, type CommandResult } from '../command-result.js';
import { say } from './report.js';
import { readAddress, sampleAt } from './target.js';

interface DoctorOptions {
  readonly from?: string;
  readonly target?: string;
  readonly json?: boolean;
  readonly html?: string;
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
    .option('--html <file>', 'write a page that can be published; - prints it')
    .addHelpText('after', example('doctor --from https://images.example.org'))
    .action(async (options: DoctorOptions) =>
      options.target === undefined
        ? examineThis(cli, options)
        : cli.run(async () => examineOther(cli, options.target ?? '', options)),
    );
};

async function examineThis(cli: Cli, options: DoctorOptions): Promise<void> {
  const from = options.from === undefined ? null : readAddress(options.from);
  if (from !== null && !from.ok) return cli.run(async () => refused(from.error));
  return cli.withStores(async ({ config, stores, now }) => {
    const origin = config.publicUrl;
    const examination = await examineOwn({
      origin,
      ask: createDoctorWire(origin, from === null ? ownProxy(config.tlsTerminated) : from.value.via),
      samples: async () => {
        const version = await stores.policies.current();
        if (version === null) return { closed: null, open: null };
        return pickSamples(
          compilePolicy(version.policy),
          async (after, count) => stores.images.listAll(after, count),
          now(),
        );
      },
      upkeep: createUpkeepWatch(config),
      sessions: async () => stores.sessions.listPage(null, 0, 50),
      ownNetworks: config.stackNetworks,
      now,
    });
    return tell(cli, examination, options);
  });
}

async function examineOther(cli: Cli, target: string, options: DoctorOptions): Promise<CommandResult> {
  const address = readAddress(target);
  const from = readAddress(options.from ?? target);
  if (!address.ok) return refused(address.error);
  if (!from.ok) return refused(from.error);
  const { origin, pathname } = address.value.url;
  const ask = createDoctorWire(origin, from.value.via);
  const samples = await sampleAt(ask, pathname);
  if (!samples.ok) return refused(samples.error);
  const now = cli.deps.now();
  const scene = { ask, origin, own: false, now, upkeep: null, ...samples.value };
  return tell(cli, await examine(scene, now), options);
}

async function tell(
  cli: Cli,
  examination: Examination,
  { html, json }: DoctorOptions,
): Promise<CommandResult> {
  const { io } = cli.deps;
  if (html === undefined) return say(io, examination, json === true);
  const page = `${renderReport(examination).text}\n`;
  if (html === '-') await io.out(page);
  else await io.writeFile(html, page);
  return say(io, examination, null);
}
