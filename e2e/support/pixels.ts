import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { cellEdgeOf, colourAt, paintings, type PaintingName, type Rgb } from '../fixtures/paint.js';

/** Decoded pixels, 4 bytes each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Decodes a complete JPEG; throws on anything else, also on a truncated one. */
export function decodeJpeg(bytes: Buffer): Pixels {
  if (bytes.readUInt16BE(0) !== 0xffd8) throw new Error('not a JPEG');
  if (bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) throw new Error('a JPEG without its end');
  return jpeg.decode(bytes, { useTArray: true, maxMemoryUsageInMB: 1024, maxResolutionInMP: 120 });
}

export function decodePng(bytes: Buffer): Pixels {
  const { width, height, data } = PNG.sync.read(bytes);
  return { width, height, data };
}

const pixelAt = ({ width, data }: Pixels, x: number, y: number): Rgb => {
  const at = (y * width + x) * 4;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
};

const isNear = (a: Rgb, b: Rgb, tolerance: number): boolean =>
  a.every((value, i) => Math.abs(value - (b[i] ?? 0)) <= tolerance);

/** A part of the master: left, top, width, height in its pixels. */
export type Region = readonly [number, number, number, number];

/**
 * Share of sample points at which the picture shows what the master has there (0…1). Points near the edge
 * of a cell are left out, since scaling mixes two cells there; at least one point is required.
 */
export function agreement(pixels: Pixels, painting: PaintingName, region: Region): number {
  const [left, top, width, height] = region;
  const margin = Math.max(12, (3 * width) / pixels.width);
  let asked = 0;
  let right = 0;
  for (let y = 0; y < pixels.height; y += Math.max(1, Math.floor(pixels.height / 64))) {
    for (let x = 0; x < pixels.width; x += Math.max(1, Math.floor(pixels.width / 64))) {
      const masterX = left + ((x + 0.5) * width) / pixels.width;
      const masterY = top + ((y + 0.5) * height) / pixels.height;
      if ([masterX, masterY].some((at) => isNearCellEdge(at, cellEdgeOf(painting), margin))) continue;
      asked++;
      if (isNear(pixelAt(pixels, x, y), colourAt(painting, masterX, masterY), 24)) right++;
    }
  }
  if (asked === 0) throw new Error('no point to compare: the picture is too small');
  return right / asked;
}

function isNearCellEdge(coordinate: number, cellEdge: number, margin: number): boolean {
  const inside = coordinate % cellEdge;
  return inside < margin || inside > cellEdge - margin;
}

/** Share of all pixels that have one of a painting's two colours (0…1); also for screenshots. */
export function shareOf(pixels: Pixels, painting: PaintingName): number {
  const { light, dark } = paintings[painting];
  let found = 0;
  for (let y = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++) {
      const pixel = pixelAt(pixels, x, y);
      if (isNear(pixel, light, 24) || isNear(pixel, dark, 24)) found++;
    }
  }
  return found / (pixels.width * pixels.height);
}

/** How many colours a picture has: a page has few, a photograph thousands. */
export function colours(pixels: Pixels): number {
  const found = new Set<string>();
  for (let y = 0; y < pixels.height; y += 2)
    for (let x = 0; x < pixels.width; x += 2) found.add(pixelAt(pixels, x, y).join());
  return found.size;
}
