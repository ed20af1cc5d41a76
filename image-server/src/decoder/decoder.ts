import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { Job, JobOutcome } from './job.js';
import { readProcessorSeconds } from './processor-time.js';

/** What a decoder process may take. */
export interface DecoderLimits {
  /** Bytes of memory that it may write to. */
  readonly memoryBytes: number;
  /** The largest file that it may write. */
  readonly fileBytes: number;
  /** Runs only when nothing else wants the processor. */
  readonly idle: boolean;
}

/** One process at a time that decodes what strangers made; a crash of it costs the job that it was at. */
export interface Decoder {
  /**
   * Does one job; the caller sees to it that there is one at a time.
   * @param processorSeconds after so much processor time, or twenty times as long by the clock, it is ended
   */
  run(job: Job, processorSeconds: number): Promise<JobOutcome>;
  stop(): void;
}

/** A fresh process now and then: what a decoder leaks or was talked into does not last. */
const jobsPerProcess = 50;
const watchMs = 250;
const clockFactor = 20;

/** @param program the file that the process runs */
export function createDecoder(program: string, limits: DecoderLimits): Decoder {
  let child: ChildProcess | null = null;
  let jobs = 0;

  function end(): void {
    // The whole group: a JPEG 2000 is decoded by a process of its own.
    if (child?.pid !== undefined) {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    }
    child = null;
    jobs = 0;
  }

  function take(): ChildProcess {
    if (child !== null && jobs < jobsPerProcess) return child;
    end();
    const [command = '', ...args] = commandLine(program, limits);
    const started = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      detached: true,
      env: environment,
    });
    started.on('error', () => undefined);
    // If memory runs out, this is the one to go.
    if (started.pid !== undefined)
      writeFile(`/proc/${started.pid}/oom_score_adj`, '1000').catch(() => undefined);
    child = started;
    return started;
  }

  return {
    async run(job, processorSeconds) {
      const running = take();
      jobs += 1;
      const outcome = await converse(running, job, processorSeconds, end);
      if (!outcome.ok) end();
      return outcome;
    },
    stop: end,
  };
}

const environment = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  VIPS_CONCURRENCY: '1',
  UV_THREADPOOL_SIZE: '2',
  MALLOC_ARENA_MAX: '2',
  OPJ_NUM_THREADS: '1',
};

function commandLine(program: string, { memoryBytes, fileBytes, idle }: DecoderLimits): readonly string[] {
  const limited = [
    'prlimit',
    `--data=${memoryBytes}`,
    `--fsize=${fileBytes}`,
    '--core=0',
    '--nofile=256',
    '--',
  ];
  const polite = idle ? ['nice', '-n', '19', 'ionice', '-c', '3', '-t'] : [];
  return [...limited, ...polite, process.execPath, '--max-old-space-size=192', program];
}

async function converse(
  child: ChildProcess,
  job: Job,
  processorSeconds: number,
  end: () => void,
): Promise<JobOutcome> {
  const before = (await readProcessorSeconds(child.pid)) ?? 0;
  return new Promise((resolve) => {
    let waited = 0;
    let over: JobOutcome | null = null;
    const timer = setInterval(() => void watch(), watchMs);
    async function watch(): Promise<void> {
      waited += watchMs / 1000;
      const now = await readProcessorSeconds(child.pid);
      const late = (now ?? 0) - before > processorSeconds || waited > processorSeconds * clockFactor;
      if (!late || over !== null) return;
      over = {
        ok: false,
        problem: 'time',
        message: `it takes more than ${processorSeconds} s of processor time`,
      };
      end();
    }
    function finish(outcome: JobOutcome): void {
      clearInterval(timer);
      child.off('message', answered);
      child.off('close', died);
      resolve(outcome);
    }
    function answered(message: unknown): void {
      finish(over ?? (message as JobOutcome));
    }
    function died(code: number | null, signal: string | null): void {
      finish(over ?? { ok: false, ...explainDeath(code, signal) });
    }
    child.once('message', answered);
    child.once('close', died);
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      died(child.exitCode, child.signalCode);
    else child.send(job, (error) => error !== null && end());
  });
}

/** Libraries end a process that gets no more memory by SIGTRAP, SIGABRT or code 134. */
function explainDeath(
  code: number | null,
  signal: string | null,
): { readonly problem: 'memory' | 'died'; readonly message: string } {
  const starved = signal === 'SIGTRAP' || signal === 'SIGABRT' || code === 134 || code === 133;
  return starved
    ? { problem: 'memory', message: 'decoding it takes more memory than allowed' }
    : { problem: 'died', message: `the decoder crashed on it (${signal ?? `exit ${code ?? '?'}`})` };
}
