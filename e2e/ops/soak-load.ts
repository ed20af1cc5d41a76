import { readdirSync, readFileSync } from 'node:fs';
import { mustRun } from '../support/run-command.js';
import { project } from './ops-settings.js';

/** What a stack holds at one moment. Memory in MiB, by container: what its processes own, without the page cache. */
export interface Load {
  readonly at: number;
  readonly memory: Readonly<Record<string, number>>;
  /** Open files and sockets of all processes of a container. */
  readonly files: Readonly<Record<string, number>>;
  /** Of the database. */
  readonly connections: number;
}

/** Containers that answer visitors, and what they keep. */
const services = ['proxy', 'auth', 'image-server', 'derivatives', 'db'] as const;

async function processesOf(service: string): Promise<number[]> {
  const top = await mustRun('docker', ['top', `${project}-${service}-1`, '-eo', 'pid']);
  return top.trim().split('\n').slice(1).map(Number);
}

/** Zero for a process that is gone meanwhile: workers die on purpose. */
function ofProcess<T>(read: () => T, gone: T): T {
  try {
    return read();
  } catch {
    return gone;
  }
}

/** Private and shared anonymous memory; what is shared with other processes is counted once among them (Pss). */
const memoryOf = (pid: number): number =>
  ofProcess(() => {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss_Anon: +(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
  }, 0);
const filesOf = (pid: number): number => ofProcess(() => readdirSync(`/proc/${pid}/fd`).length, 0);
const sum = (values: readonly number[]): number => Math.round(values.reduce((all, value) => all + value, 0));

/** Reads it from the host, as root: the containers themselves do nothing for it. */
export async function readLoad(): Promise<Load> {
  const pids = await Promise.all(services.map(processesOf));
  const each = (of: (pid: number) => number): Record<string, number> =>
    Object.fromEntries(services.map((service, index) => [service, sum((pids[index] ?? []).map(of))]));
  const count = ['exec', `${project}-db-1`, 'psql', '-U', 'gatehouse', '-Atc', 'SELECT count(*) FROM pg_stat_activity'];
  const connections = Number((await mustRun('docker', count)).trim());
  return { at: Date.now(), memory: each(memoryOf), files: each(filesOf), connections };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * What grew between the third and the last quarter, in words; caches fill before that. Medians, as single moments swing.
 * @param loads at even distances
 */
export function leaks(loads: readonly Load[]): string[] {
  const quarter = Math.floor(loads.length / 4);
  const [third, last] = [loads.slice(2 * quarter, 3 * quarter), loads.slice(3 * quarter)];
  const found: string[] = [];
  const compare = (what: string, of: (load: Load) => number, allowed: (before: number) => number): void => {
    const [before, after] = [median(third.map(of)), median(last.map(of))];
    if (after > allowed(before)) found.push(`${what}: ${before}, then ${after}`);
  };
  for (const service of services) {
    compare(`MiB of ${service}`, ({ memory }) => memory[service] ?? 0, (before) => before * 1.15 + 30);
    compare(`files of ${service}`, ({ files }) => files[service] ?? 0, (before) => before * 1.1 + 25);
  }
  compare('connections', ({ connections }) => connections, (before) => before + 3);
  return found;
}
