import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { Agent } from 'node:https';
import { ask } from './http-client.js';

const mostConnections = 60;
const portInside = (8443).toString(16).toUpperCase();

/** Processes of nginx that take connections; one that only ends what it began is none. */
function workersOf(main: number): string[] {
  const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ');
  return children.filter((pid) => {
    try {
      const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return title.includes('nginx: worker process') && !title.includes('shutting down');
    } catch {
      return false;
    }
  });
}

/** How many visitors' connections a process of nginx holds. */
function connectionsOf(pid: string): number {
  const open = new Set<string>();
  for (const table of ['tcp', 'tcp6'])
    for (const line of readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n')) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (local?.endsWith(`:${portInside}`) === true && state === '01') open.add(`socket:[${inode}]`);
    }
  const links = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return links.filter((link) => open.has(link)).length;
}

/**
 * Kept connections to the proxy, `least` or more, until each of its worker processes holds one of them: which worker takes a
 * connection is chance, and each may know something that the other doesn't. Looks at the machine's processes, so needs root.
 * @param main nginx's main process on this machine
 * @returns one agent for each connection
 */
export async function connectToEveryWorker(main: number, least: number): Promise<Agent[]> {
  const before = new Map(workersOf(main).map((pid) => [pid, connectionsOf(pid)]));
  const agents: Agent[] = [];
  const reached = (): boolean => [...before].every(([pid, had]) => connectionsOf(pid) > had);
  // Many at once: a single one is always taken by the same worker, the one that has nothing to do.
  while (agents.length < least || !reached()) {
    if (agents.length >= mostConnections)
      throw new Error(`${agents.length} connections, and not every worker has one`);
    const more = Array.from(
      { length: Math.max(4, least - agents.length) },
      () => new Agent({ keepAlive: true, maxSockets: 1 }),
    );
    await Promise.all(more.map((agent) => ask('/healthz', { agent })));
    agents.push(...more);
  }
  return agents;
}
