import { describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { addressOf, type Pixels, pixelsOf } from './support.js';

/*
 * What the public IIIF Image API validator asks of a server, by its names of these checks, at level 2. Its checks of
 * addresses, info.json, CORS and redirects concern the auth service (auth/test/http/image-api.test.ts).
 */

// Every picture is made anew.
jest.setTimeout(60_000);

// Red grows to the right, green downwards.
const gradient = 'few-levels.jp2';
const size = { width: 3001, height: 2003 };

async function ask(tail: string, api: 2 | 3 = 2): Promise<Pixels> {
  return pixelsOf(await addressOf(gradient, tail, { api }));
}

/** Whether a picture shows this part of the master, judged near its corners and in the middle. */
function shows(
  { data, width, height, channels }: Pixels,
  [x, y, w, h]: readonly [number, number, number, number],
): void {
  for (const across of [0.1, 0.5, 0.9])
    for (const down of [0.1, 0.5, 0.9]) {
      const at = (Math.floor(down * height) * width + Math.floor(across * width)) * channels;
      const red = (255 * (x + across * w)) / size.width;
      const green = (255 * (y + down * h)) / size.height;
      expect(Math.abs((data[at] ?? 0) - red)).toBeLessThan(6);
      expect(Math.abs((data[at + 1] ?? 0) - green)).toBeLessThan(6);
    }
}

/** Channels as the file itself has them. */
async function greyBands(address: string): Promise<number | undefined> {
  const response = await fetch(address);
  return (await sharp(Buffer.from(await response.arrayBuffer())).metadata()).channels;
}

const whole = [0, 0, size.width, size.height] as const;

describe('regions', () => {
  it('region_pixels', async () => {
    for (const box of [
      [0, 0, 100, 100],
      [700, 300, 333, 111],
      [2900, 1900, 101, 103],
    ] as const)
      // oxlint-disable-next-line no-await-in-loop
      shows(await ask(`${box.join(',')}/full/0/default.jpg`), box);
  });

  it('region_pixels: what lies beyond the edge is cut off', async () => {
    const picture = await ask('2901,1903,500,500/full/0/default.jpg');
    expect([picture.width, picture.height]).toEqual([100, 100]);
  });

  it('region_percent', async () => {
    const picture = await ask('pct:10,20,30,40/300,/0/default.jpg');
    shows(picture, [300.1, 400.6, 900.3, 801.2]);
  });

  it('region_square', async () => {
    const picture = await ask('square/200,200/0/default.jpg');
    shows(picture, [499, 0, 2003, 2003]);
  });
});

describe('sizes', () => {
  it.each([
    ['size_wc', 'full/300,/0/default.jpg', 300, 200],
    ['size_ch', 'full/,300/0/default.jpg', 449, 300],
    ['size_percent', 'full/pct:10/0/default.jpg', 300, 200],
    ['size_wh', 'full/123,321/0/default.jpg', 123, 321],
    ['size_bwh', 'full/!300,300/0/default.jpg', 300, 200],
    ['size_bwh (height)', 'full/!900,100/0/default.jpg', 150, 100],
    ['size_max', 'full/max/0/default.jpg', 3001, 2003],
    ['size_region', '100,100,400,300/200,/0/default.jpg', 200, 150],
  ])('%s', async (_name, tail, width, height) => {
    const picture = await ask(tail);
    expect([picture.width, picture.height]).toEqual([width, height]);
    if (tail.startsWith('full/')) shows(picture, whole);
  });

  it('size_nofull and size_noup: version 3 knows no full, and is asked for upscaling expressly', async () => {
    for (const [tail, status] of [
      ['full/full/0/default.jpg', 400],
      ['full/3100,/0/default.jpg', 400],
      ['full/^3100,/0/default.jpg', 501],
    ] as const)
      // oxlint-disable-next-line no-await-in-loop
      expect((await fetch(await addressOf(gradient, tail, { api: 3 }))).status).toBe(status);
  });
});

describe('rotation', () => {
  it.each([
    ['rot_full_basic', 'full/300,200/180/default.jpg', 300, 200],
    ['rot_region_basic', '300,300,600,300/200,100/90/default.jpg', 100, 200],
    ['rot_mirror', 'full/300,200/!0/default.jpg', 300, 200],
    ['rot_mirror_180', 'full/300,200/!180/default.jpg', 300, 200],
  ])('%s', async (_name, tail, width, height) => {
    const picture = await ask(tail);
    expect([picture.width, picture.height]).toEqual([width, height]);
  });

  it('rot_full_non90, rot_error_random: refused, and not declared', async () => {
    for (const rotation of ['22.5', '361', '-90', 'ninety'])
      // oxlint-disable-next-line no-await-in-loop
      expect((await fetch(await addressOf(gradient, `full/300,/${rotation}/default.jpg`))).status).toBe(400);
  });
});

describe('qualities and formats', () => {
  it.each(['jpg', 'png', 'webp'])(
    'format_%s: the right type, the same picture, for every quality',
    async (format) => {
      for (const quality of ['default', 'color', 'gray', 'bitonal']) {
        // oxlint-disable-next-line no-await-in-loop
        const response = await fetch(await addressOf(gradient, `full/300,200/90/${quality}.${format}`));
        expect(response.headers.get('content-type')).toBe(`image/${format === 'jpg' ? 'jpeg' : format}`);
        // oxlint-disable-next-line no-await-in-loop
        const body = Buffer.from(await response.arrayBuffer());
        // oxlint-disable-next-line no-await-in-loop
        const made = await sharp(body).metadata();
        expect([made.width, made.height, made.format]).toEqual([
          200,
          300,
          format === 'jpg' ? 'jpeg' : format,
        ]);
      }
      if (format !== 'webp') shows(await ask(`full/300,/0/default.${format}`), whole);
    },
  );

  it('quality_grey, quality_bitonal: a PNG has no colour, and black and white have nothing between', async () => {
    expect(await greyBands(await addressOf(gradient, 'full/300,/0/gray.png'))).toBe(1);
    const bitonal = await ask('full/300,/0/bitonal.png');
    expect(new Set(bitonal.data)).toEqual(new Set([0, 255]));
  });

  it('formats have tags of their own', async () => {
    const tags = await Promise.all(
      ['jpg', 'png', 'webp'].map(async (format) => {
        const response = await fetch(await addressOf(gradient, `full/300,/0/default.${format}`));
        await response.arrayBuffer();
        return response.headers.get('etag');
      }),
    );
    expect(new Set(tags).size).toBe(3);
  });

  it('format_tif, format_gif, format_jp2, format_pdf, format_error_random, quality_error_random: refused', async () => {
    for (const file of [
      'default.tif',
      'default.gif',
      'default.jp2',
      'default.pdf',
      'default.xyz',
      'native.jpg',
      'grey.jpg',
    ])
      // oxlint-disable-next-line no-await-in-loop
      expect((await fetch(await addressOf(gradient, `full/300,/0/${file}`))).status).toBe(400);
  });

  it('a grey tier gives no colour in any format', async () => {
    const address = await addressOf(gradient, 'full/150,/0/color.png', { view: '400x267-gray' });
    expect(await greyBands(address)).toBe(1);
  });
});
