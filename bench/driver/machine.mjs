import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { docker } from './docker.mjs';

/** What the figures hold for. */
export async function describeMachine() {
  const [engine, image] = await Promise.all([docker('version', '--format', '{{.Server.Version}}'), versions()]);
  return {
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${distribution()}, Linux ${release()}`,
    engine,
    ...image,
  };
}

function distribution() {
  try {
    return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  } catch {
    return process.platform;
  }
}

async function versions() {
  const inside = async (service, ...command) => docker('compose', 'exec', '-T', service, ...command);
  const [nginx, node, postgres] = await Promise.all([
    inside('proxy', 'sh', '-c', 'nginx -v 2>&1'),
    inside('auth', 'node', '--version'),
    inside('db', 'postgres', '--version'),
  ]);
  return { nginx: nginx.replace(/^.*nginx\//, ''), node, postgres: postgres.replace(/^.*\) /, '').split(' ')[0] };
}
