import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { resolveImageRequest } from './image-plan.js';
import { parseImageTail } from './image-request.js';
import type { ImageLimits } from './resolve-size.js';
import { claimTiles, isTileOrLevelSize } from './tiles.js';
import { type PixelSize, viewSize } from './view-size.js';

const unlimited: ImageLimits = { maxWidth: null, maxHeight: null, maxArea: null, upscale: false };
const edge = fc.integer({ min: 1, max: 6000 });
const anySize = fc.record({ width: edge, height: edge });

function resolve(tail: string, api: 2 | 3, image: PixelSize) {
  const request = parseImageTail(tail, api);
  return request.ok ? resolveImageRequest(request.value, image, unlimited) : request;
}

describe('claimTiles', () => {
  it('goes down until the image fits into one tile', () => {
    const claim = claimTiles({ width: 6000, height: 4000 }, unlimited, null);
    expect(claim.tiles).toEqual([{ width: 256, height: 256, scaleFactors: [1, 2, 4, 8, 16, 32] }]);
    expect(claim.sizes.map(({ width, height }) => `${width}x${height}`)).toEqual([
      '188x125',
      '375x250',
      '750x500',
      '1500x1000',
      '3000x2000',
      '6000x4000', // prettier-ignore
    ]);
    expect(claimTiles({ width: 256, height: 9 }, unlimited, null).tiles[0]?.scaleFactors).toEqual([1]);
    expect(claimTiles({ width: 257, height: 9 }, unlimited, null).tiles[0]?.scaleFactors).toEqual([1, 2]);
  });

  it('claims nothing deeper than works, and no size above the limits', () => {
    expect(claimTiles({ width: 6000, height: 4000 }, unlimited, 4).tiles[0]?.scaleFactors).toEqual([1, 2, 4]);
    const limited = claimTiles({ width: 6000, height: 4000 }, { ...unlimited, maxWidth: 800 }, null);
    expect(limited.sizes.at(-1)).toEqual({ width: 750, height: 500 });
  });

  it('every size can be had exactly, by w,h and (2.1, canonical) by w,', () => {
    fc.assert(
      fc.property(anySize, (image) => {
        for (const size of claimTiles(image, unlimited, null).sizes) {
          expect(resolve(`full/${size.width},${size.height}/0/default.jpg`, 3, image)).toMatchObject({
            value: size,
          });
          expect(resolve(`full/${size.width},/0/default.jpg`, 2, image)).toMatchObject({ value: size });
        }
      }),
    );
  });

  it('every tile that viewers work out of it can be had (implementation notes, §3)', () => {
    fc.assert(
      fc.property(anySize, fc.nat(), fc.nat(), (image, column, row) => {
        for (const s of claimTiles(image, unlimited, null).tiles[0]?.scaleFactors ?? []) {
          const x = (column % Math.ceil(image.width / (256 * s))) * 256 * s;
          const y = (row % Math.ceil(image.height / (256 * s))) * 256 * s;
          const w = Math.min(256 * s, image.width - x);
          const h = Math.min(256 * s, image.height - y);
          const size = { width: Math.ceil(w / s), height: Math.ceil(h / s) };
          const tail = `${x},${y},${w},${h}/${size.width}`;
          expect(resolve(`${tail},${size.height}/0/default.jpg`, 3, image)).toMatchObject({ value: size });
          expect(resolve(`${tail},/0/default.jpg`, 2, image)).toMatchObject({ value: { width: size.width } });
          expect(isTileOrLevelSize(image, size) || w < image.width || h < image.height).toBe(true);
        }
      }),
    );
  });
});

describe('isTileOrLevelSize', () => {
  const image = { width: 6000, height: 4000 };

  it('knows tiles and levels, however they were rounded', () => {
    for (const [width, height] of [
      [6000, 4000],
      [256, 171],
      [300, 256],
      [188, 125],
      [187, 125],
      [94, 62],
      [94, 63],
      [1, 1],
    ]) {
      // prettier-ignore
      expect(isTileOrLevelSize(image, { width: width!, height: height! })).toBe(true);
    }
  });

  it('lets thumbnails be', () => {
    for (const [width, height] of [
      [90, 60],
      [200, 133],
      [400, 267],
      [600, 400],
    ]) {
      // prettier-ignore
      expect(isTileOrLevelSize(image, { width: width!, height: height! })).toBe(false);
    }
  });

  it('knows every size that info.json claims', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        for (const claimed of claimTiles(size, unlimited, null).sizes) {
          expect(isTileOrLevelSize(size, claimed)).toBe(true);
        }
      }),
    );
  });
});

describe('viewSize', () => {
  it.each([
    [6000, 4000, 400, 400, 267],
    [4000, 6000, 400, 267, 400],
    [6000, 4000, null, 6000, 4000],
    [300, 200, 400, 300, 200],
    [40_000, 20, 400, 400, 1],
  ])('%d x %d with a long edge of %s is %d x %d', (width, height, maxEdge, w, h) => {
    expect(viewSize({ width, height }, maxEdge)).toEqual({ width: w, height: h });
  });
});
