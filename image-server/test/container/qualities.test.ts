import { describe, expect, it } from '@jest/globals';
import { addressOf, meanOf, type Pixels, pixelsOf } from './support.js';

/** Colour at a point given in parts of the edges. */
function at({ data, width, height, channels }: Pixels, across: number, down: number): readonly number[] {
  const start = (Math.floor(down * height) * width + Math.floor(across * width)) * channels;
  return [...data.subarray(start, start + channels)];
}

// Red grows to the right, green downwards; has fewer levels than iipsrv believes.
const gradient = 'few-levels.jp2';

describe('rotation and mirroring', () => {
  it.each([
    // tail, size, then what the top left corner of the answer was: [right?, bottom?]
    ['full/300,200/0/default.jpg', 300, 200, [0, 0]],
    ['full/300,200/90/default.jpg', 200, 300, [0, 1]],
    ['full/300,200/180/default.jpg', 300, 200, [1, 1]],
    ['full/300,200/270/default.jpg', 200, 300, [1, 0]],
    ['full/300,200/!0/default.jpg', 300, 200, [1, 0]],
    ['full/300,200/!90/default.jpg', 200, 300, [1, 1]],
    ['full/300,200/!180/default.jpg', 300, 200, [0, 1]],
    ['full/300,200/!270/default.jpg', 200, 300, [0, 0]],
    ['full/1500,1000/0/default.jpg', 1500, 1000, [0, 0]],
    ['full/1500,1000/90/default.jpg', 1000, 1500, [0, 1]],
    ['full/1500,1000/180/default.jpg', 1500, 1000, [1, 1]],
    ['full/1500,1000/270/default.jpg', 1000, 1500, [1, 0]],
    ['full/1500,1000/!0/default.jpg', 1500, 1000, [1, 0]],
    ['full/1500,1000/!90/default.jpg', 1000, 1500, [1, 1]],
    ['full/1500,1000/!180/default.jpg', 1500, 1000, [0, 1]],
    ['full/1500,1000/!270/default.jpg', 1000, 1500, [0, 0]],
  ])('%s turns as the specification says', async (tail, width, height, [right = 0, bottom = 0]) => {
    const picture = await pixelsOf(await addressOf(gradient, tail));
    expect([picture.width, picture.height]).toEqual([width, height]);
    const [red = -1, green = -1] = at(picture, 0.02, 0.02);
    expect(Math.round(red / 255)).toBe(right);
    expect(Math.round(green / 255)).toBe(bottom);
  });
});

describe('qualities', () => {
  it.each(['few-levels.jp2', 'odd.jp2', 'odd.tif', 'rgba.jp2', 'grey8.jp2'])(
    'gray of %s has one channel, in whatever way it is made',
    async (path) => {
      for (const tail of [
        'full/90,/0/gray.jpg',
        '0,0,256,256/256,/0/gray.jpg',
        '0,0,64,64/64,/90/gray.jpg',
      ]) {
        // oxlint-disable-next-line no-await-in-loop
        const response = await fetch(await addressOf(path, tail));
        // oxlint-disable-next-line no-await-in-loop
        expect(frameChannels(Buffer.from(await response.arrayBuffer()))).toBe(1);
      }
    },
  );

  it('a grey tier is grey, whatever quality is asked for', async () => {
    for (const quality of ['default', 'color', 'gray', 'bitonal']) {
      // oxlint-disable-next-line no-await-in-loop
      const response = await fetch(
        await addressOf('odd.jp2', `full/150,110/0/${quality}.jpg`, { view: '400x294-gray' }),
      );
      // oxlint-disable-next-line no-await-in-loop
      expect([quality, frameChannels(Buffer.from(await response.arrayBuffer()))]).toEqual([quality, 1]);
    }
  });

  it('bitonal is black and white only', async () => {
    const { data } = await pixelsOf(await addressOf('few-levels.jp2', 'full/300,/0/bitonal.jpg'));
    const between = data.filter((value) => value > 60 && value < 195).length;
    expect(between / data.length).toBeLessThan(0.02);
    expect(new Set(data).has(0) && new Set(data).has(255)).toBe(true);
  });

  it.each(['grey8.jp2', 'grey12.jp2', 'grey16.jp2'])('%s runs from black to white', async (path) => {
    const picture = await pixelsOf(await addressOf(path, 'full/max/0/default.jpg'));
    expect(at(picture, 0.01, 0.5)[0]).toBeLessThan(12);
    expect(at(picture, 0.5, 0.5)[0]).toBeGreaterThan(118);
    expect(at(picture, 0.5, 0.5)[0]).toBeLessThan(138);
    expect(at(picture, 0.99, 0.5)[0]).toBeGreaterThan(243);
  });

  it('alpha is left out, colours stay', async () => {
    const [red = 0, green = 0, blue = 0] = meanOf(
      await pixelsOf(await addressOf('rgba.jp2', '0,0,256,256/256,/0/default.jpg')),
    );
    expect(Math.abs(red - 200) + Math.abs(green - 60) + Math.abs(blue - 30)).toBeLessThan(12);
  });
});

/** Channels as the JPEG's own header has them. */
function frameChannels(jpeg: Buffer): number | undefined {
  for (let at = 2; at + 4 < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc2) return jpeg[at + 9];
  }
  return undefined;
}
