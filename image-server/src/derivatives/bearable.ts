import { type Original, pixelsOf } from '../master/original.js';

/** Pixels of the largest picture that is decoded: 44 by 44 thousand. */
export const maxPixels = 2_000_000_000;

/** What one decoder may be given. */
export interface Bearable {
  readonly maxPixels: number;
  readonly memoryBytes: number;
}

/** Room for everything but the picture: Node 24 and its libraries count as half a gigabyte before they do anything. */
const ownBytes = 700_000_000;
const bombPixels = 100_000_000;
/** Deflate makes at most 1032 bytes of one; of what people draw and scan it makes less than 50. */
const bombRatio = 150;

/** Why a picture is too much for a decoder, judged by its header; null: it may try. For people. */
export function findExcess(original: Original, fileBytes: number, limits: Bearable): string | null {
  const { format, heldBytes } = original;
  const pixels = pixelsOf(original);
  const megapixels = Math.round(pixels / 1e6);
  if (pixels > limits.maxPixels)
    return `it has ${megapixels} megapixels, more than the ${Math.round(limits.maxPixels / 1e6)} that are decoded: save it as a tiled pyramid (TIFF)`;
  if (format === 'png' && pixels > bombPixels && rawBytes(original) / Math.max(1, fileBytes) > bombRatio)
    return `${fileBytes} bytes claim to be ${megapixels} megapixels: this looks like a decompression bomb`;
  if (heldBytes + ownBytes > limits.memoryBytes)
    return `its ${megapixels} megapixels must be in memory all at once (${format === 'jpeg' ? 'progressive JPEG' : format === 'png' ? 'interlaced PNG' : 'WebP'}): save it without that, or as TIFF`;
  return null;
}

function rawBytes(original: Original): number {
  return (pixelsOf(original) * original.channels * original.bits) / 8;
}
