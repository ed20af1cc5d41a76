import { rm } from 'node:fs/promises';
import sharp, { type TiffOptions } from 'sharp';
import type { Job } from '../decoder/job.js';
import { type Original, pixelsOf } from '../master/original.js';
import { decodeJp2 } from './jp2.js';
import { openPicture, turnedInMemory } from './open-picture.js';

const tile = { tile: true, tileWidth: 256, tileHeight: 256 } as const;

/** Above this a classic TIFF's offsets might not reach: uncompressed it would be 3 GB. */
const bigFrom = 1_000_000_000;

/** Makes the tiled pyramid, row by row: memory does not grow with the picture. */
export async function derive({ source, target, original }: Job & { readonly kind: 'derive' }): Promise<void> {
  const between = `${target}.flat`;
  try {
    if (original.format === 'jp2') {
      await decodeJp2(source, between, original);
      await writePyramid(between, target, original, true);
    } else if (original.orientation !== 1 && pixelsOf(original) > turnedInMemory) {
      // Turning wants any pixel at any time, so what is large is brought into tiles first.
      await writeTiles(source, between, original);
      await writePyramid(between, target, original, false);
    } else await writePyramid(source, target, original, true);
  } finally {
    await rm(between, { force: true });
  }
}

/** Lossy sources become JPEG without subsampled colours (libvips: from Q 90), the others lose nothing. */
function compressionFor({ lossless }: Original): TiffOptions {
  return lossless
    ? { compression: 'deflate', predictor: 'horizontal' }
    : { compression: 'jpeg', quality: 92 };
}

async function writePyramid(
  source: string,
  target: string,
  original: Original,
  sequential: boolean,
): Promise<void> {
  const { picture } = await openPicture(source, original, sequential);
  const bigtiff = pixelsOf(original) >= bigFrom;
  await picture.tiff({ ...tile, pyramid: true, bigtiff, ...compressionFor(original) }).toFile(target);
}

/** As it is stored, not turned, nothing lost; keeps its orientation and its profile. */
async function writeTiles(source: string, target: string, original: Original): Promise<void> {
  await sharp(source, { limitInputPixels: false, failOn: 'error', page: 0, sequentialRead: true })
    .keepMetadata()
    .tiff({ ...tile, compression: 'deflate', predictor: 'none', bigtiff: pixelsOf(original) >= bigFrom / 2 })
    .toFile(target);
}
