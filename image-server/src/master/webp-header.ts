import { ok, type Result } from '../../../auth/src/core/result.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';
import type { ByteSource } from './byte-source.js';
import { readExifOrientation } from './exif-orientation.js';
import { type MasterProblem, truncated, unreadable, unsupported } from './master.js';
import { type Orientation, type Original, pixelsOf, uprightSize } from './original.js';

const maxChunks = 200;
const maxExif = 1_000_000;

/** Whether these first bytes are a WebP's. */
export function isWebp(head: Buffer): boolean {
  return head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP';
}

/** Reads a WebP's chunks (RFC 9649). Its Exif stands behind the pixels, so all chunks are walked over. */
export async function readWebpHeader(source: ByteSource): Promise<Result<Original, MasterProblem>> {
  let stored: (PixelSize & { readonly lossless: boolean }) | null = null;
  let orientation: Orientation = 1;
  let at = 12;
  for (let count = 0; count < maxChunks && at + 8 <= source.size; count += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each chunk tells where the next one is
    const chunk = await source.read(at, 18);
    const type = chunk.toString('latin1', 0, 4);
    const length = chunk.readUInt32LE(4);
    if (type === 'VP8X' && ((chunk[8] ?? 0) & 0x02) !== 0)
      return unsupported('animated WebP files are not supported: save one picture of it');
    if (type === 'VP8 ' || type === 'VP8L') {
      if (at + 8 + length > source.size) return truncated('the WebP file is shorter than its header says');
      stored ??= type === 'VP8 ' ? readLossy(chunk) : readLossless(chunk);
    }
    if (type === 'EXIF' && length <= maxExif) {
      // oxlint-disable-next-line no-await-in-loop
      orientation = readExifOrientation(await source.read(at + 8, length));
    }
    at += 8 + length + (length % 2);
  }
  if (stored === null || stored.width === 0 || stored.height === 0)
    return unreadable('the WebP file names no usable size');
  const { lossless, ...size } = stored;
  return ok({
    format: 'webp',
    ...uprightSize(size, orientation),
    orientation,
    channels: 3,
    bits: 8,
    lossless,
    heldBytes: pixelsOf(size) * 4,
    pages: 1,
  });
}

/** RFC 6386 9.1: the frame tag, a start code, 14 bits each. */
function readLossy(chunk: Buffer): (PixelSize & { readonly lossless: boolean }) | null {
  if (chunk.length < 18 || chunk.toString('hex', 11, 14) !== '9d012a') return null;
  return {
    width: chunk.readUInt16LE(14) & 0x3fff,
    height: chunk.readUInt16LE(16) & 0x3fff,
    lossless: false,
  };
}

/** RFC 9649 3.4: 14 bits each, less one. */
function readLossless(chunk: Buffer): (PixelSize & { readonly lossless: boolean }) | null {
  if (chunk.length < 13 || chunk[8] !== 0x2f) return null;
  const bits = chunk.readUInt32LE(9);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, lossless: true };
}
