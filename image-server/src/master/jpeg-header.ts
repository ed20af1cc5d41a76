import { ok, type Result } from '../../../auth/src/core/result.js';
import type { ByteSource } from './byte-source.js';
import { readExifOrientation } from './exif-orientation.js';
import { type MasterProblem, truncated, unreadable, unsupported } from './master.js';
import { type Orientation, type Original, pixelsOf, uprightSize } from './original.js';

const sos = 0xda;
const eoi = 0xd9;
const app1 = 0xe1;
const maxMarkers = 5000;
/** Baseline, extended, progressive: what libjpeg decodes. */
const decodable = [0xc0, 0xc1, 0xc2];
const progressive = 0xc2;

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Restart markers and the start of the image stand without a length. */
function isBare(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/** Reads a JPEG's size, colours and orientation (ITU T.81 annex B), up to where its pixels begin. */
export async function readJpegHeader(source: ByteSource): Promise<Result<Original, MasterProblem>> {
  let orientation: Orientation = 1;
  let frame: { readonly marker: number; readonly body: Buffer } | null = null;
  let at = 2;
  for (let count = 0; count < maxMarkers; count += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each marker tells where the next one is
    const head = await source.read(at, 4);
    if (head.length < 4) return truncated('the JPEG file ends in its header');
    if (head[0] !== 0xff) return unreadable('the JPEG header is damaged');
    const marker = head.readUInt8(1);
    if (marker === 0xff) at += 1;
    else if (isBare(marker)) at += 2;
    else if (marker === eoi) return truncated('the JPEG file holds no pixels');
    else if (marker === sos)
      return frame === null ? unreadable('the JPEG header names no size') : describe(frame, orientation);
    else {
      const length = head.readUInt16BE(2);
      if (length < 2) return unreadable('the JPEG header is damaged');
      if (isFrame(marker) || marker === app1) {
        // oxlint-disable-next-line no-await-in-loop
        const body = await source.read(at + 4, length - 2);
        if (body.length < length - 2) return truncated('the JPEG file ends in its header');
        if (isFrame(marker)) frame = { marker, body };
        else if (body.toString('latin1', 0, 6) === 'Exif\0\0') orientation = readExifOrientation(body);
      }
      at += 2 + length;
    }
  }
  return unreadable('the JPEG header does not end');
}

function describe(
  { marker, body }: { readonly marker: number; readonly body: Buffer },
  orientation: Orientation,
): Result<Original, MasterProblem> {
  if (body.length < 6) return unreadable('the JPEG header is damaged');
  const bits = body.readUInt8(0);
  const stored = { width: body.readUInt16BE(3), height: body.readUInt16BE(1) };
  const channels = body.readUInt8(5);
  if (stored.width === 0 || stored.height === 0) return unreadable('the JPEG header names no usable size');
  if (!decodable.includes(marker) || bits !== 8)
    return unsupported(
      'this kind of JPEG (lossless, arithmetic or 12 bits) is not supported: save it as an ordinary JPEG',
    );
  if (![1, 3, 4].includes(channels))
    return unsupported(`JPEG files with ${channels} channels are not supported`);
  return ok({
    format: 'jpeg',
    ...uprightSize(stored, orientation),
    orientation,
    channels,
    bits,
    lossless: false,
    // Two bytes for each coefficient of each channel, all of them, before the first row comes out.
    heldBytes: marker === progressive ? pixelsOf(stored) * channels * 2 : 0,
    pages: 1,
  });
}
