import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { encodeImage, type Pixels, running } from './support.js';

const run = promisify(execFile);

export interface State {
  readonly state: 'none' | 'queued' | 'ready' | 'failed';
  readonly need: string;
  readonly message?: string;
  readonly pages: number;
}

/** `/facts` of a file: its status and what it says. */
export async function askFacts(
  path: string,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const response = await fetch(`${running.url}/facts/images/${encodeImage(path)}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export async function stateOf(path: string): Promise<State> {
  const response = await fetch(`${running.url}/derivatives/images/${encodeImage(path)}`);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as State;
}

/** Waits until it is decided. */
export async function settled(path: string, seconds = 120): Promise<State> {
  for (let tries = 0; tries < seconds * 5; tries += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const state = await stateOf(path);
    if (state.state === 'ready' || state.state === 'failed') return state;
    // oxlint-disable-next-line no-await-in-loop
    await wait(200);
  }
  throw new Error(`${path} is still not decided`);
}

/** The picture as a careful reader decodes it: upright, on white, in sRGB or grey. */
export async function decodeOriginal(path: string): Promise<Pixels> {
  const { data, info } = await sharp(join(running.files, 'images', path))
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Three channels of whatever there is. */
export function toRgb({ data, width, height, channels }: Pixels): Pixels {
  if (channels === 3) return { data, width, height, channels };
  const rgb = Buffer.alloc(width * height * 3);
  for (let index = 0; index < width * height; index += 1)
    for (let channel = 0; channel < 3; channel += 1)
      rgb[index * 3 + channel] = data[index * channels + (channels >= 3 ? channel : 0)] ?? 0;
  return { data: rgb, width, height, channels: 3 };
}

export async function inspectWorker(format: string): Promise<string> {
  const { stdout } = await run('docker', ['inspect', '-f', format, running.worker]);
  return stdout.trim();
}

export async function docker(...args: string[]): Promise<string> {
  const { stdout, stderr } = await run('docker', args, { maxBuffer: 50_000_000 });
  return stdout + stderr;
}

/** The most memory that a container ever had, in bytes, without what the kernel only keeps of files: of the processes in it now. */
export async function peakOf(container: string): Promise<number> {
  const script =
    'cat /sys/fs/cgroup/memory.peak 2>/dev/null || cat /sys/fs/cgroup/memory/memory.max_usage_in_bytes';
  return Number((await docker('exec', container, 'sh', '-c', script)).trim());
}
