import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Processor } from 'iiif-processor';
import sharp from 'sharp';
import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import type { ImagePath } from '../../../auth/src/core/image/image-path.js';
import type { Source } from '../derivatives/render-source.js';
import type { Gate } from '../render/render.js';
import { createRemoteSource } from './remote-source.js';

const open: Gate = async (_pixels, work) => ({ ok: true, value: await work() });
const plan = (change: Partial<ImagePlan> = {}): ImagePlan => ({
  region: { x: 256, y: 0, width: 256, height: 256 },
  whole: false,
  width: 128,
  height: 128,
  max: false,
  mirror: false,
  rotation: 0,
  quality: 'default',
  format: 'jpg',
  ...change,
});
const path = 'estates/Müller & Söhne/001 (a).tif' as ImagePath;
const source = { subject: { root: 'images', path, version: '1' } } as unknown as Source;

let master: Buffer;
let server: Server | null = null;
const asked: { url: string; headers: Record<string, unknown> }[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer((request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers });
    listener(request, response);
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/iiif/2`;
}

/** A real image server: iiif-processor, as its readme shows it. */
async function serveReally(): Promise<string> {
  return serve((request, response) => {
    const processor = new Processor(
      `http://${request.headers.host}${request.url}`,
      () => sharp(master) as never,
    );
    processor.execute().then(
      (result) => {
        const { contentType, body } = result as { contentType: string; body: Buffer };
        response.writeHead(200, { 'content-type': contentType }).end(body);
      },
      (error: { statusCode?: number }) => response.writeHead(error.statusCode ?? 500).end(),
    );
  });
}

beforeAll(async () => {
  // Red on the left, blue on the right half of the part that is asked for.
  const half = { width: 384, height: 512, channels: 3 as const };
  const blue = await sharp({ create: { ...half, background: '#0000ff' } })
    .png()
    .toBuffer();
  master = await sharp({ create: { ...half, width: 768, background: '#ff0000' } })
    .composite([{ input: blue, left: 384, top: 0 }])
    .tiff()
    .toBuffer();
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  asked.length = 0;
});

async function coloursOf(jpeg: Buffer): Promise<string[]> {
  const { data, info } = await sharp(jpeg)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): string => {
    const from = (y * info.width + x) * 3;
    const [red = 0, green = 0, blue = 0] = data.subarray(from, from + 3);
    return red > 150 && blue < 90
      ? 'red'
      : blue > 150 && red < 90
        ? 'blue'
        : red === green && green === blue
          ? 'grey'
          : 'other';
  };
  return [at(10, 60), at(info.width - 10, 60)];
}

const jpeg = async (width: number): Promise<Buffer> =>
  sharp({ create: { width, height: 128, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();

describe('another image server', () => {
  it('is asked for the exact part and size, by a name that it must understand, and for nothing of a client’s', async () => {
    const render = createRemoteSource({ url: await serveReally(), slash: '%2F' }, open, 85);
    const rendered = await render(source, plan());
    expect(rendered.ok && (await coloursOf(rendered.value))).toEqual(['red', 'blue']);
    expect(asked.map(({ url }) => url)).toEqual([
      '/iiif/2/estates%2FM%C3%BCller%20%26%20S%C3%B6hne%2F001%20%28a%29.tif/256,0,256,256/128,128/0/default.jpg',
    ]);
    expect(Object.keys(asked[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'accept-language',
      'connection',
      'host',
      'sec-fetch-mode',
      'user-agent',
    ]);
  });

  it('spells a folder’s end as it wants it', async () => {
    const render = createRemoteSource({ url: await serveReally(), slash: '!' }, open, 85);
    await render(source, plan());
    expect(asked[0]?.url).toMatch(/\/estates!M%C3%BCller%20%26%20S%C3%B6hne!001%20%28a%29\.tif\//);
  });

  it('is not trusted with turning, mirroring and greys', async () => {
    const render = createRemoteSource({ url: await serveReally(), slash: '%2F' }, open, 85);
    const turned = await render(source, plan({ rotation: 180 }));
    expect(turned.ok && (await coloursOf(turned.value))).toEqual(['blue', 'red']);
    const mirrored = await render(source, plan({ mirror: true }));
    expect(mirrored.ok && (await coloursOf(mirrored.value))).toEqual(['blue', 'red']);
    const grey = await render(source, plan({ quality: 'gray' }));
    expect(grey.ok && (await coloursOf(grey.value))).toEqual(['grey', 'grey']);
    expect(new Set(asked.map(({ url }) => url)).size).toBe(1);
  });

  const hostile: readonly [string, RequestListener, string][] = [
    ['an error', (_, response) => response.writeHead(500).end(), 'unusable'],
    ['too much to do', (_, response) => response.writeHead(503).end(), 'busy'],
    ['a page with status 200', (_, response) => response.end('<html>Status: 404</html>'), 'unusable'],
    [
      'half a picture',
      (_, response) => void jpeg(128).then((bytes) => response.end(bytes.subarray(0, 300))),
      'unusable',
    ],
    ['another size', (_, response) => void jpeg(129).then((bytes) => response.end(bytes)), 'unusable'],
    [
      'a redirect',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      'lost',
    ],
    ['nothing, and hangs up', (request) => request.socket.destroy(), 'lost'],
    [
      'a promise that it breaks',
      (_, response) =>
        response.writeHead(200, { 'content-length': 9999 }).write('x', () => response.destroy()),
      'lost',
    ],
  ];
  it.each(hostile)('that answers with %s has no picture', async (_what, listener, problem) => {
    const render = createRemoteSource({ url: await serve(listener), slash: '%2F' }, open, 85);
    expect(await render(source, plan())).toEqual({ ok: false, error: problem });
  });
});
