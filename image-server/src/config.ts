import { err, ok, type Result } from '../../auth/src/core/result.js';
import { type RemoteServer, parseRemoteServer } from './remote/remote-address.js';
import { type DerivativeMode, isDerivativeMode } from './derivatives/mode.js';

export interface Config {
  readonly port: number;
  readonly jpegQuality: number;
  readonly workers: number;
  readonly imagesFolder: string;
  readonly demoFolder: string;
  readonly runFolder: string;
  readonly socket: string;
  readonly iipsrv: string;
  readonly probeFile: string;
  readonly mode: DerivativeMode;
  /** Bytes that derivatives may take on disk. */
  readonly budgetBytes: number;
  /** Memory of one decoder process, in bytes. */
  readonly decoderMemoryBytes: number;
  readonly derivativesFolder: string;
  readonly wishesFolder: string;
  /** Another image server that shows the pictures; null: ours. */
  readonly remote: RemoteServer | null;
}

/** Reads the settings, or lists everything that is wrong with them. */
export function parseConfig(
  env: Readonly<Record<string, string | undefined>>,
  cores: number,
): Result<Config, readonly string[]> {
  const problems: string[] = [];
  function read(name: string, fallback: number, low: number, high: number): number {
    const text = env[name] ?? '';
    if (text === '') return fallback;
    const value = /^[0-9]{1,12}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= low && value <= high) return value;
    problems.push(`${name} must be a whole number from ${low} to ${high}`);
    return fallback;
  }

  function readMode(): DerivativeMode {
    const word = env['DERIVATIVES'] ?? '';
    if (word === '' || isDerivativeMode(word)) return word === '' ? 'needed' : word;
    problems.push('DERIVATIVES must be off, needed, hot or all');
    return 'needed';
  }

  const remote = parseRemoteServer(env['IMAGE_SERVER_URL'] ?? '', env['IMAGE_SERVER_SLASH'] ?? '');
  if (!remote.ok) problems.push(...remote.error);

  const config: Config = {
    port: read('PORT', 8080, 1, 65_535),
    jpegQuality: read('JPEG_QUALITY', 85, 30, 100),
    // One more than cores: while one process waits for the disk, the cores have work.
    workers: read('IMAGE_WORKERS', cores + 1, 1, 64),
    imagesFolder: env['IMAGES_FOLDER'] ?? '/data/images',
    demoFolder: env['DEMO_FOLDER'] ?? '/data/demo',
    runFolder: env['RUN_FOLDER'] ?? '/run/gatehouse',
    socket: env['IIPSRV_SOCKET'] ?? '/run/gatehouse/iipsrv.sock',
    iipsrv: env['IIPSRV'] ?? '/usr/local/bin/iipsrv.fcgi',
    probeFile: env['PROBE_FILE'] ?? '/opt/gatehouse/probe.jp2',
    mode: readMode(),
    budgetBytes: read('DERIVATIVES_BUDGET_GB', 20, 1, 1_000_000) * 1_000_000_000,
    decoderMemoryBytes: read('DECODER_MEMORY_MB', 1200, 900, 1_000_000) * 1_000_000,
    derivativesFolder: env['DERIVATIVES_FOLDER'] ?? '/data/derivatives',
    wishesFolder: env['WISHES_FOLDER'] ?? '/data/wishes',
    remote: remote.ok ? remote.value : null,
  };
  return problems.length === 0 ? ok(config) : err(problems);
}
