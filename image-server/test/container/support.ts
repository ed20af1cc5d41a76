import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: start these tests with test/container/run.sh`);
  return value;
}

/** What run.sh started. */
export const running = {
  url: setting('IMAGE_SERVER_URL'),
  container: setting('IMAGE_SERVER_CONTAINER'),
  files: setting('TEST_IMAGES'),
  /** The volume of the derivatives, as this machine sees it. */
  shelf: setting('TEST_SHELF'),
  worker: `${setting('IMAGE_SERVER_CONTAINER')}-worker`,
};

/** The identifier as nginx passes it on. */
export function encodeImage(path: string): string {
  return path
    .split('/')
    .map((name) =>
      encodeURIComponent(name).replace(
        /[!*'()]/g,
        (raw) => `%${raw.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('!');
}

export interface Facts {
  readonly width: number;
  readonly height: number;
  readonly levels: number;
  readonly format: string;
}

/** Asks for /facts of a file that can be served. */
export async function factsOf(path: string): Promise<Facts> {
  const response = await fetch(`${running.url}/facts/images/${encodeImage(path)}`);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Facts;
}

export interface Asked {
  readonly api?: 2 | 3;
  readonly view?: string;
  readonly version?: string;
}

/** The address of a picture, as nginx asks for it. */
export async function addressOf(path: string, tail: string, asked: Asked = {}): Promise<string> {
  const { width, height } = await factsOf(path);
  return formatAddress(path, { width, height }, tail, asked);
}

/** As `addressOf`, for a size that is known. */
export function formatAddress(
  path: string,
  size: { width: number; height: number },
  tail: string,
  asked: Asked = {},
): string {
  const { api = 2, version = 'v1', view = `${size.width}x${size.height}-color` } = asked;
  return `${running.url}/image/${api}/images/${size.width}x${size.height}/${view}/${version}/${encodeImage(path)}/${tail}`;
}

/** Pixels, rows from the top, `channels` bytes each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Buffer;
}

/** Decodes an answer; fails unless it is a 200 with a whole JPEG. */
export async function pixelsOf(address: string): Promise<Pixels> {
  const response = await fetch(address);
  const body = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(`${address}: ${response.status} ${body.toString()}`);
  if (Number(response.headers.get('content-length')) !== body.length)
    throw new Error(`${address}: wrong length`);
  const { data, info } = await sharp(body).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Mean colour of some pixels. */
export function meanOf({ data, channels }: Pixels): readonly number[] {
  const sums = Array.from({ length: channels }, () => 0);
  for (const [index, value] of data.entries()) sums[index % channels] = (sums[index % channels] ?? 0) + value;
  return sums.map((sum) => Math.round((sum * channels) / data.length));
}

/** Reads a PPM that opj_decompress wrote. */
export async function readReference(name: string): Promise<Pixels> {
  const bytes = await readFile(join(running.files, 'reference', `${name}.ppm`));
  const head = /^P6\s(?:#.*\n)?\s*(\d+)\s(\d+)\s255\s/.exec(bytes.toString('latin1', 0, 200));
  if (head === null) throw new Error(`${name} is no PPM`);
  return {
    width: Number(head[1]),
    height: Number(head[2]),
    channels: 3,
    data: bytes.subarray(head[0].length),
  };
}

/** Peak signal-to-noise ratio in dB; above 30 two pictures look alike. */
export function psnr(one: Pixels, other: Pixels): number {
  if (one.data.length !== other.data.length) throw new Error('pictures of different sizes');
  let sum = 0;
  for (const [index, value] of one.data.entries()) sum += (value - (other.data[index] ?? 0)) ** 2;
  return 10 * Math.log10((255 * 255) / (sum / one.data.length));
}

const run = promisify(execFile);

/** Runs a command in the image server's container. */
export async function inContainer(...command: string[]): Promise<string> {
  const { stdout } = await run('docker', ['exec', running.container, ...command]);
  return stdout;
}

/** Process ids of the workers, as the container knows them. */
export async function listWorkers(): Promise<readonly string[]> {
  const listed = await inContainer(
    'sh',
    '-c',
    'for p in /proc/[0-9]*; do echo "${p#/proc/} $(readlink "$p/exe")"; done',
  );
  return listed
    .split('\n')
    .filter((line) => line.endsWith('/iipsrv.fcgi'))
    .map((line) => line.split(' ')[0] ?? '');
}

/** Lines of the container's log of this event. */
export async function logged(event: string): Promise<readonly string[]> {
  const { stdout } = await run('docker', ['logs', running.container]);
  return stdout.split('\n').filter((line) => line.includes(`"event":"${event}"`));
}
