import { describe, expect, it } from '@jest/globals';
import { factsOf, formatAddress, logged, pixelsOf } from './support.js';

interface Tile {
  readonly tail2: string;
  readonly tail3: string;
  readonly width: number;
  readonly height: number;
}

/** Every tile of every scale factor, as OpenSeadragon asks for it; of many columns or rows only some, the last always. */
function listTiles(width: number, height: number): Tile[] {
  const tiles: Tile[] = [];
  for (let factor = 1; factor / 2 < Math.max(width, height) / 256; factor *= 2) {
    const edge = 256 * factor;
    for (const x of someOf(Math.ceil(width / edge))) {
      for (const y of someOf(Math.ceil(height / edge))) {
        const region = { width: Math.min(edge, width - x * edge), height: Math.min(edge, height - y * edge) };
        const size = { width: Math.ceil(region.width / factor), height: Math.ceil(region.height / factor) };
        const start = `${x * edge},${y * edge},${region.width},${region.height}`;
        tiles.push({
          ...size,
          tail2: `${start}/${size.width},/0/default.jpg`,
          tail3: `${start}/${size.width},${size.height}/0/default.jpg`,
        });
      }
    }
  }
  return tiles;
}

function someOf(count: number): number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  return count <= 6 ? all : [0, 1, Math.floor(count / 2), count - 2, count - 1];
}

const images = [
  'odd.jp2',
  'untiled.jp2',
  'odd.tif',
  'flat.tif',
  'few-levels.jp2',
  'one-level.jp2',
  'just-over.jp2',
  'tiny-1x1.jp2',
  'tiny-3x2.jp2',
  'tiny-3000x1.jp2',
  'tiny-1x3000.jp2',
  'tiny-5000x3.jp2',
  'closed/waves.jp2',
  'closed/survey-map.jp2',
  'open/mandelbrot.tif',
];

describe('tiles', () => {
  it.each(images)(
    'of %s are exactly as large as the Image API says',
    async (path) => {
      const facts = await factsOf(path);
      for (const tile of listTiles(facts.width, facts.height)) {
        // oxlint-disable-next-line no-await-in-loop
        const exact = await pixelsOf(formatAddress(path, facts, tile.tail3, { api: 3 }));
        expect([tile.tail3, exact.width, exact.height]).toEqual([tile.tail3, tile.width, tile.height]);
        // oxlint-disable-next-line no-await-in-loop
        const wide = await pixelsOf(formatAddress(path, facts, tile.tail2));
        expect([tile.tail2, wide.width]).toEqual([tile.tail2, tile.width]);
      }
    },
    120_000,
  );
});

describe('whole pictures', () => {
  it('full/100, of 6000 x 8000 is 100 x 133', async () => {
    const picture = await pixelsOf(
      formatAddress('closed/survey-map.jp2', { width: 6000, height: 8000 }, 'full/100,/0/default.jpg'),
    );
    expect([picture.width, picture.height]).toEqual([100, 133]);
  });

  it.each(images)(
    'of %s have every size that is asked for',
    async (path) => {
      const { width, height } = await factsOf(path);
      const edges = [1, 2, 3, 7, 63, 64, 100, 255, 256, 257, 333, 511, 513, 999].filter(
        (edge) => edge <= width,
      );
      for (const edge of edges) {
        const other = Math.max(1, Math.round((edge * height) / width));
        // oxlint-disable-next-line no-await-in-loop
        const picture = await pixelsOf(formatAddress(path, { width, height }, `full/${edge},/0/default.jpg`));
        expect([edge, picture.width, picture.height]).toEqual([edge, edge, other]);
      }
    },
    120_000,
  );

  it('max is as large as the limits allow', async () => {
    const picture = await pixelsOf(
      formatAddress('closed/survey-map.jp2', { width: 6000, height: 8000 }, 'full/max/0/default.jpg'),
    );
    expect([picture.width, picture.height]).toEqual([3000, 4000]);
  }, 60_000);
});

describe('odd requests', () => {
  it('no region and size brings a worker down, whatever the numbers', async () => {
    const before = (await logged('worker_died')).length;
    let seed = 7;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (const path of images.filter((name) => !name.startsWith('closed/survey'))) {
      // oxlint-disable-next-line no-await-in-loop
      const { width, height } = await factsOf(path);
      for (let count = 0; count < 30; count += 1) {
        const wide = 1 + next(count % 3 === 0 ? Math.min(4, width) : width);
        const high = 1 + next(count % 3 === 1 ? Math.min(4, height) : height);
        const [x, y] =
          count % 2 === 0 ? [width - wide, height - high] : [next(width - wide + 1), next(height - high + 1)];
        const size = { width: 1 + next(Math.min(wide, 800)), height: 1 + next(Math.min(high, 800)) };
        const tail = `${x},${y},${wide},${high}/${size.width},${size.height}/0/default.jpg`;
        // oxlint-disable-next-line no-await-in-loop
        const picture = await pixelsOf(formatAddress(path, { width, height }, tail, { api: 3 }));
        expect([path, tail, picture.width, picture.height]).toEqual([path, tail, size.width, size.height]);
      }
    }
    expect((await logged('worker_died')).length).toBe(before);
  }, 180_000);
});
