import { ok, type Result } from '../../../auth/src/core/result.js';
import type { ByteSource } from './byte-source.js';
import { type MasterProblem, truncated, unreadable } from './master.js';

/** A component's sample format: ISO 15444-1 A.5.1, Ssiz, XRsiz and YRsiz. */
export interface Component {
  readonly bits: number;
  readonly signed: boolean;
  readonly subsampled: boolean;
}

/** The main header of a JPEG 2000 codestream, as far as needed. */
export interface Codestream {
  readonly width: number;
  readonly height: number;
  /** True when the image doesn't start at 0,0 of its reference grid. */
  readonly offset: boolean;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly components: readonly Component[];
  /** Resolutions that can be decoded, the full size included: the fewest of all components. */
  readonly resolutions: number;
  /** The wavelet loses nothing (A.6.1, SPcod): what was made of it may be exact. */
  readonly reversible: boolean;
  /** Where the first tile-part starts. */
  readonly tilesAt: number;
}

const soc = 0xff4f;
const siz = 0xff51;
const cod = 0xff52;
const coc = 0xff53;
const sot = 0xff90;
const maxMarkers = 100_000;

/** Reads the main header of the codestream at an offset. */
export async function readCodestream(
  source: ByteSource,
  start: number,
): Promise<Result<Codestream, MasterProblem>> {
  const first = await source.read(start, 2);
  if (first.length < 2) return truncated('the file ends before its image data');
  if (first.readUInt16BE(0) !== soc) return unreadable('the JPEG 2000 data does not start as it must');
  let at = start + 2;
  let size: Omit<Codestream, 'resolutions' | 'reversible' | 'tilesAt'> | null = null;
  let resolutions = 33;
  let reversible = false;
  for (let count = 0; count < maxMarkers; count += 1) {
    const head = await source.read(at, 4);
    if (head.length < 4) return truncated('the file ends in its header');
    const marker = head.readUInt16BE(0);
    if (marker === sot) {
      if (size === null || resolutions === 33) return unreadable('the JPEG 2000 header is incomplete');
      return ok({ ...size, resolutions, reversible, tilesAt: at });
    }
    const body = await source.read(at + 4, head.readUInt16BE(2) - 2);
    if (marker < 0xff00 || head.readUInt16BE(2) < 2) return unreadable('the JPEG 2000 header is damaged');
    if (body.length < head.readUInt16BE(2) - 2) return truncated('the file ends in its header');
    if (marker === siz) size = parseSize(body);
    if (marker === siz && size === null) return unreadable('the JPEG 2000 header names no usable size');
    if (marker === cod) reversible = body[9] === 1;
    const decompositions =
      marker === cod
        ? body[5]
        : marker === coc
          ? body[(size?.components.length ?? 0) < 257 ? 2 : 3]
          : undefined;
    if (decompositions !== undefined) resolutions = Math.min(resolutions, decompositions + 1);
    at += 2 + head.readUInt16BE(2);
  }
  return unreadable('the JPEG 2000 header does not end');
}

function parseSize(body: Buffer): Omit<Codestream, 'resolutions' | 'reversible' | 'tilesAt'> | null {
  if (body.length < 36) return null;
  const [right = 0, bottom = 0, left = 0, top = 0, tileWidth = 0, tileHeight = 0] = Array.from(
    { length: 6 },
    (_, index) => body.readUInt32BE(2 + index * 4),
  );
  const count = body.readUInt16BE(34);
  if (right <= left || bottom <= top || tileWidth === 0 || tileHeight === 0) return null;
  if (count === 0 || body.length < 36 + count * 3) return null;
  const components = Array.from({ length: count }, (_, index) => {
    const [precision = 0, across = 0, down = 0] = body.subarray(36 + index * 3, 39 + index * 3);
    return { bits: (precision & 0x7f) + 1, signed: precision > 127, subsampled: across !== 1 || down !== 1 };
  });
  const offset = left !== 0 || top !== 0;
  return { width: right - left, height: bottom - top, offset, tileWidth, tileHeight, components };
}

/** Follows the chain of tile-parts (A.4.2, Psot) and says whether the file holds all of it. */
export async function hasAllTileParts(source: ByteSource, tilesAt: number): Promise<boolean> {
  let at = tilesAt;
  for (let count = 0; count < maxMarkers; count += 1) {
    const head = await source.read(at, 10);
    if (head.length >= 2 && head.readUInt16BE(0) !== sot) return true;
    if (head.length < 10) return false;
    const length = head.readUInt32BE(6);
    if (length === 0) return true;
    at += length;
    if (at > source.size) return false;
    if (at === source.size) return true;
  }
  return true;
}
