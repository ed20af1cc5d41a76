import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const large = { maxBuffer: 64 * 1024 * 1024 };

/** `docker …`; what it printed. */
export async function docker(...args) {
  try {
    return (await run('docker', args, large)).stdout.trim();
  } catch (error) {
    const lines = `${error.stderr ?? error.message}`.trim().split('\n').slice(-8).join('\n');
    throw new Error(`docker ${args.join(' ')}\n${lines}`, { cause: error.code });
  }
}

/** `docker compose …` on the bench's own stack: project and files come from scripts/bench by environment. */
export async function compose(...args) {
  return docker('compose', ...args);
}

/**
 * The administrator's command line in the auth service.
 * @returns what it printed, when its first output came and when it ended (ms since 1970)
 */
export function gatehouse(args, input = '') {
  return new Promise((resolve, reject) => {
    const child = spawn('docker', ['compose', 'exec', '-T', '--index', '1', 'auth', 'node', 'dist/cli/index.js', ...args]);
    let text = '';
    let problems = '';
    let saidAt = null;
    child.stdout.on('data', (chunk) => {
      saidAt ??= Date.now();
      text += chunk;
    });
    child.stderr.on('data', (chunk) => (problems += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve({ text, saidAt, endedAt: Date.now() })
        : reject(new Error(`gatehouse ${args.join(' ')}: exit ${code}\n${text}${problems}`)),
    );
    child.stdin.end(input);
  });
}

/** Service → ids of its running containers. */
export async function containers() {
  const found = {};
  for (const line of (await compose('ps', '--format', '{{.Service}} {{.ID}}', '--no-trunc')).split('\n')) {
    const [service, id] = line.split(' ');
    if (id !== undefined) (found[service] ??= []).push(id);
  }
  return found;
}

/** Megabytes of memory that each service's containers use, without what is only cached. */
export async function memory(ids) {
  const used = {};
  const all = Object.entries(ids).flatMap(([service, list]) => list.map((id) => [id, service]));
  const text = await docker('stats', '--no-stream', '--no-trunc', '--format', '{{.ID}} {{.MemUsage}}', ...all.map(([id]) => id));
  for (const line of text.split('\n')) {
    const [id, amount] = line.split(' ');
    const service = all.find(([known]) => known === id)?.[1];
    if (service !== undefined) used[service] = (used[service] ?? 0) + megabytes(amount);
  }
  return used;
}

function megabytes(text) {
  const [, number, unit] = /^([\d.]+)([A-Za-z]+)/.exec(text) ?? [];
  const factor = { B: 1 / 1048576, KiB: 1 / 1024, MiB: 1, GiB: 1024 }[unit];
  return Number(number) * factor;
}
