import { join } from 'node:path';

/**
 * A stack of its own for the demo: it has no image folder of an administrator's. Import before anything that reads
 * `settings.ts`, since names and ports are taken from the environment once.
 */
process.env['GATEHOUSE_E2E_PROJECT'] = process.env['GATEHOUSE_E2E_DEMO_PROJECT'] || 'gatehouse-e2e-demo';
process.env['GATEHOUSE_E2E_HTTPS_PORT'] = process.env['GATEHOUSE_E2E_DEMO_HTTPS_PORT'] || '18453';
process.env['GATEHOUSE_E2E_HTTP_PORT'] = process.env['GATEHOUSE_E2E_DEMO_HTTP_PORT'] || '18090';

const { archive, folders, ports, projectName } = await import('./settings.js');
const { runCommand } = await import('./run-command.js');
type CommandResult = Awaited<ReturnType<typeof runCommand>>;

/** Of everybody in the demo; exists in this throwaway stack only. */
export const demoPassword = 'only-for-e2e demo 5uwz';

const env = {
  COMPOSE_PROJECT_NAME: projectName,
  COMPOSE_PROFILES: '',
  VIRTUAL_HOST: archive.host,
  PUBLIC_URL: archive.origin,
  HTTPS_PORT: String(ports.https),
  HTTP_PORT: String(ports.http),
  EDGE_SUBNET6: process.env['GATEHOUSE_E2E_DEMO_SUBNET6'] || 'fd9a:7e4a:e5e4::/64',
  IMAGE_DIR: '',
  MANIFEST_DIR: '',
  AUTH_ADMIN_USERID: '',
  AUTH_ADMIN_PASSWORD: '',
  DEMO_PASSWORD: demoPassword,
};

function script(name: string, args: readonly string[], stdin = ''): Promise<CommandResult> {
  return runCommand(join(folders.repository, 'scripts', name), args, { cwd: folders.repository, env, stdin });
}

/** `./scripts/start --demo`; an error unless it ends well. */
export async function startDemo(): Promise<CommandResult> {
  const result = await script('start', ['--demo']);
  if (result.code !== 0) throw new Error(`scripts/start --demo: ${result.stderr.slice(-3000)}`);
  return result;
}

export const stopDemo = async (): Promise<CommandResult> => script('stop', ['--volumes']);
export const gatehouse = async (...args: readonly string[]): Promise<CommandResult> =>
  script('gatehouse', args);

/** The command line's own program, run for each line of its input in one process: starting it costs more than it does. */
const loop = `
  import { createInterface } from 'node:readline';
  import { parseConfig } from '/app/dist/config.js';
  import { runCli } from '/app/dist/cli/run-cli.js';
  import { systemClock } from '/app/dist/system/clock.js';
  for await (const line of createInterface({ input: process.stdin })) {
    let printed = '';
    const io = { out: async (text) => { printed += text; }, say: (text) => process.stderr.write(text),
      readInput: async () => '', readFile: async () => '', askSecret: async () => null, watched: false };
    const code = await runCli(JSON.parse(line), { io, readConfig: () => parseConfig(process.env), hasher: null,
      now: systemClock, schema: 'public', signal: new AbortController().signal });
    process.stdout.write(JSON.stringify({ code, printed }) + '\\n');
  }
  process.exit(0);`;

/** Runs several command lines in one go; each prints one JSON document. */
export async function gatehouseJson(lines: readonly (readonly string[])[]): Promise<unknown[]> {
  const container = await runCommand('docker', [
    'ps',
    '-q',
    '--filter',
    `label=com.docker.compose.project=${projectName}`,
    '--filter',
    'label=com.docker.compose.service=auth',
  ]);
  const inside = ['exec', '-i', container.stdout.trim(), 'node', '--input-type=module', '-e', loop];
  const result = await runCommand('docker', inside, {
    stdin: lines.map((words) => `${JSON.stringify(words)}\n`).join(''),
  });
  if (result.code !== 0) throw new Error(result.stderr);
  return result.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse((JSON.parse(line) as { printed: string }).printed) as unknown);
}
