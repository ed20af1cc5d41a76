import { ok, type Result } from '../../../auth/src/core/result.js';
import type { ByteSource } from './byte-source.js';
import { readExifOrientation } from './exif-orientation.js';
import { type MasterProblem, truncated, unreadable, unsupported } from './master.js';
import { type Orientation, type Original, pixelsOf, uprightSize } from './original.js';

export const pngSignature = '89504e470d0a1a0a';

const maxChunks = 2000;
const maxExif = 1_000_000;
/** Colour type → samples as decoded; a palette (3) becomes colour. */
const channelsOf = new Map([
  [0, 1],
  [2, 3],
  [3, 3],
  [4, 2],
  [6, 4],
]);
const depths = [1, 2, 4, 8, 16];

/** Reads a PNG's header chunks (PNG 11.2), up to where its pixels begin. */
export async function readPngHeader(source: ByteSource): Promise<Result<Original, MasterProblem>> {
  const head = await source.read(8, 25);
  if (head.length < 25) return truncated('the PNG file ends in its header');
  if (head.toString('latin1', 4, 8) !== 'IHDR' || head.readUInt32BE(0) !== 13)
    return unreadable('the PNG header is damaged');
  const stored = { width: head.readUInt32BE(8), height: head.readUInt32BE(12) };
  const bits = head.readUInt8(16);
  const channels = channelsOf.get(head.readUInt8(17));
  const interlaced = head.readUInt8(20) === 1;
  if (stored.width === 0 || stored.height === 0) return unreadable('the PNG header names no usable size');
  if (channels === undefined || !depths.includes(bits)) return unreadable('the PNG header is damaged');
  const found = await walkChunks(source);
  if (!found.ok) return found;
  if (found.value.animated)
    return unsupported('animated PNG files are not supported: save one picture of it');
  const { orientation } = found.value;
  return ok({
    format: 'png',
    ...uprightSize(stored, orientation),
    orientation,
    channels,
    bits,
    lossless: true,
    heldBytes: interlaced ? pixelsOf(stored) * channels * (bits === 16 ? 2 : 1) : 0,
    pages: 1,
  });
}

/** What stands between the header and the pixels. */
async function walkChunks(
  source: ByteSource,
): Promise<Result<{ readonly orientation: Orientation; readonly animated: boolean }, MasterProblem>> {
  let orientation: Orientation = 1;
  let animated = false;
  let at = 33;
  for (let count = 0; count < maxChunks; count += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each chunk tells where the next one is
    const chunk = await source.read(at, 8);
    if (chunk.length < 8) return truncated('the PNG file ends before its pixels');
    const length = chunk.readUInt32BE(0);
    const type = chunk.toString('latin1', 4, 8);
    if (type === 'IDAT') return ok({ orientation, animated });
    if (type === 'IEND') return truncated('the PNG file holds no pixels');
    if (type === 'acTL') animated = true;
    if (type === 'eXIf' && length <= maxExif) {
      // oxlint-disable-next-line no-await-in-loop
      orientation = readExifOrientation(await source.read(at + 8, length));
    }
    at += 12 + length;
  }
  return unreadable('the PNG header does not end');
}
