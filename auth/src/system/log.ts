import { pino, stdTimeFunctions, type DestinationStream } from 'pino';
import type { Observation, Observe } from '../core/observation.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

// Nothing in the closed list of observations should carry one of these; errors of libraries might.
const secrets = [
  'password',
  'passwordHash',
  'token',
  'secret',
  'cookie',
  'authorization',
  'parameters',
  'query',
];

/** One JSON line per observation, with a name that does not change. `write` gets the lines (default: standard output). */
export function createLog(level: LogLevel, write?: DestinationStream): Observe {
  const options = {
    level,
    base: null,
    messageKey: 'message',
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
  };
  const log = write === undefined ? pino(options) : pino(options, write);
  return (observation) => {
    const { kind, ...rest } = observation;
    log[levelOf(observation)](
      'error' in rest ? { event: kind, ...rest, error: errorFields(rest.error) } : { event: kind, ...rest },
    );
  };
}

const levels = {
  failed: 'error',
  warning: 'warn',
  started: 'info',
  stopping: 'info',
  checked: 'debug',
  'sign-in': 'info',
  feed: 'info',
  scan: 'info',
  policy: 'info',
} as const satisfies Record<Observation['kind'], 'debug' | 'info' | 'warn' | 'error'>;

function levelOf(observation: Observation): LogLevel {
  if (observation.kind === 'feed' && observation.state === 'silent') return 'warn';
  if (observation.kind === 'policy' && observation.state === 'unreadable') return 'error';
  return levels[observation.kind];
}

/** What of an error may be logged: TypeORM's and pg's carry the query and its parameters, which are never listed. */
function errorFields(error: unknown): object {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something that is no error was thrown' };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { type: error.name, message: error.message, stack: error.stack, ...code };
}
