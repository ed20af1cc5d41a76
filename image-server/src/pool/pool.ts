import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { Log } from '../log.js';
import { createBackOff } from './back-off.js';

/** iipsrv processes that all accept from one listening socket. */
export interface Pool {
  /** Replaces every process at once: one of them hangs, and nobody can tell which. */
  recycle(): void;
  /** Ends them all. */
  stop(): Promise<void>;
  pids(): readonly number[];
  /** How many ended unasked since the start. */
  deaths(): number;
}

export interface PoolSettings {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly count: number;
  readonly log: Log;
  readonly now: () => number;
}

const graceMs = 2000;

/** Questions that waited behind a hanging process run out of time too: that is no reason to end its successor. */
const recyclePauseMs = 5000;

/**
 * Starts the processes and replaces each that dies. They get this process's standard input, which is the listening
 * socket (spawn-fcgi made it so): that is how FastCGI wants it, and who is free takes the next request.
 */
export function createPool({ command, args, env, count, log, now }: PoolSettings): Pool {
  const workers = new Set<ChildProcess>();
  const backOff = createBackOff();
  let stopping = false;
  let deaths = 0;
  let recycledAt = -recyclePauseMs;

  function start(): void {
    if (stopping) return;
    const startedAt = now();
    const child = spawn(command, args, { stdio: [0, 'ignore', 'ignore'], env });
    workers.add(child);
    // If memory runs out, a worker is the one to go: it is replaced, and its request is asked again.
    if (child.pid !== undefined) writeFile(`/proc/${child.pid}/oom_score_adj`, '500').catch(() => undefined);
    child.on('error', (error) => log('error', 'worker_not_started', { reason: error.message }));
    child.on('close', (code, signal) => {
      workers.delete(child);
      if (stopping) return;
      deaths += 1;
      const waitMs = backOff.next(now() - startedAt);
      log('warn', 'worker_died', { code, signal, waitMs });
      setTimeout(start, waitMs);
    });
  }

  function signalAll(signal: NodeJS.Signals): void {
    for (const worker of workers) worker.kill(signal);
  }

  for (let started = 0; started < count; started += 1) start();
  return {
    recycle() {
      if (now() - recycledAt < recyclePauseMs) return;
      recycledAt = now();
      log('error', 'workers_recycled', { reason: 'a question took too long' });
      signalAll('SIGKILL');
    },
    async stop() {
      stopping = true;
      const closed = Promise.all(
        [...workers].map(async (worker) => new Promise((resolve) => worker.once('close', resolve))),
      );
      signalAll('SIGTERM');
      const timer = setTimeout(() => signalAll('SIGKILL'), graceMs);
      await closed;
      clearTimeout(timer);
    },
    pids: () => [...workers].flatMap((worker) => worker.pid ?? []),
    deaths: () => deaths,
  };
}
