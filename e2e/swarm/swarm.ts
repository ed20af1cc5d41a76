import { people } from '../support/people.js';
import { type CommandResult, mustRun, runCommand } from '../support/run-command.js';
import { archive, folders, ports } from '../support/settings.js';
import { until } from '../support/wait.js';
import { imagesOf, stackName } from './swarm-settings.js';

type Joined = { readonly leave: () => Promise<void> } | { readonly problem: string };

/**
 * Has this engine manage a swarm, or tells why it can't. An engine that leaves a swarm forgets the names of all containers
 * that run on it (they no longer find each other until they are started again), so one with strangers' containers isn't asked.
 */
export async function joinSwarm(): Promise<Joined> {
  const info = ['info', '-f', '{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}'];
  const state = (await mustRun('docker', info)).trim();
  if (state === 'active true') return { leave: () => Promise.resolve() };
  if (!state.startsWith('inactive')) return { problem: `this engine is in a swarm, but no manager: ${state}` };
  const strangers = (await running()).filter(({ project }) => project !== imagesOf);
  if (strangers.length > 0 && process.env['GATEHOUSE_TEST_SWARM'] !== '1')
    return {
      problem: `other containers run on this engine (${strangers[0]?.name} …), which would no longer find each other after the swarm; GATEHOUSE_TEST_SWARM=1 runs it all the same`,
    };
  const made = await runCommand('docker', ['swarm', 'init', '--advertise-addr', '127.0.0.1']);
  return made.code === 0 ? { leave } : { problem: `this engine makes no swarm: ${made.stderr.trim()}` };
}

async function running(): Promise<{ readonly id: string; readonly name: string; readonly project: string }[]> {
  const format = '{{.ID}} {{.Names}} {{.Label "com.docker.compose.project"}}';
  const lines = (await mustRun('docker', ['ps', '--format', format])).split('\n').filter(Boolean);
  return lines.map((line) => {
    const [id = '', name = '', project = ''] = line.split(' ');
    return { id, name, project };
  });
}

async function leave(): Promise<void> {
  await runCommand('docker', ['swarm', 'leave', '--force']);
  const ours = (await running()).filter(({ project }) => project === imagesOf).map(({ id }) => id);
  if (ours.length > 0) await runCommand('docker', ['restart', '-t', '5', ...ours]);
}

/** Gatehouse on the swarm by its own script, from images that are there. */
export class Swarm {
  /** Deploys, or updates what differs; waits until everything is healthy. */
  deploy(settings: Readonly<Record<string, string>> = {}): Promise<string> {
    const env = {
      COMPOSE_PROJECT_NAME: imagesOf,
      STACK_NAME: stackName,
      VIRTUAL_HOST: archive.host,
      PUBLIC_URL: archive.origin,
      HTTPS_PORT: String(ports.https),
      HTTP_PORT: String(ports.http),
      AUTH_ADMIN_USERID: people.ines.name,
      AUTH_ADMIN_PASSWORD: people.ines.password,
      LOG_ADDRESSES: 'full',
      ...settings,
    };
    return mustRun('./scripts/swarm', ['--no-build'], { cwd: folders.repository, env, timeout: 120_000 });
  }

  /** Running containers of a service. */
  async containers(service: string): Promise<string[]> {
    const filter = ['--filter', `label=com.docker.swarm.service.name=${stackName}_${service}`];
    return (await mustRun('docker', ['ps', '-q', '--no-trunc', ...filter])).trim().split('\n').filter(Boolean);
  }

  async gatehouse(args: readonly string[], stdin = ''): Promise<string> {
    const [container = ''] = await this.containers('auth');
    return mustRun('docker', ['exec', '-i', container, 'node', 'dist/cli/index.js', ...args], { stdin });
  }

  logs = (service: string): Promise<CommandResult> =>
    runCommand('docker', ['service', 'logs', '--raw', `${stackName}_${service}`]);

  /** What there is of it, when something went wrong. */
  tasks = async (): Promise<string> =>
    (await runCommand('docker', ['stack', 'ps', '--no-trunc', stackName])).stdout;

  async remove(): Promise<void> {
    const label = ['--filter', `label=com.docker.stack.namespace=${stackName}`];
    const left = async (): Promise<string> => (await mustRun('docker', ['ps', '-aq', ...label])).trim();
    await runCommand('docker', ['stack', 'rm', stackName]);
    await until(async () => (await left()) === '', { within: 60_000 });
    const volumes = (await mustRun('docker', ['volume', 'ls', '-q', ...label])).trim().split('\n').filter(Boolean);
    if (volumes.length > 0) await runCommand('docker', ['volume', 'rm', '-f', ...volumes]);
  }
}
