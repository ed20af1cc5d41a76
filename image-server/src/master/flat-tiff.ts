import { ok, type Result } from '../../../auth/src/core/result.js';
import type { ByteSource } from './byte-source.js';
import { type MasterProblem, truncated, unreadable, unsupported } from './master.js';
import { type Original, toOrientation, uprightSize } from './original.js';
import { type Directory, listDirectories } from './tiff-directories.js';

const tags = {
  kind: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  stripBytes: 279,
  tileOffsets: 324,
  tileBytes: 325,
  sampleFormat: 339,
} as const;

/** Those that lose something: JPEG in both its forms, WebP, JPEG XL, Aperio's JPEG 2000. */
const lossy = [6, 7, 33_003, 33_005, 34_712, 34_892, 50_001, 50_002];
const isReduced = 1;

/** Reads any TIFF's first picture, tiled or not: what can be turned into a derivative, though iipsrv could not show it. */
export async function readFlatTiff(source: ByteSource): Promise<Result<Original, MasterProblem>> {
  const listed = await listDirectories(source);
  if (!listed.ok) return listed;
  const [first, ...others] = listed.value;
  const number = (tag: number, missing: number): number => first?.get(tag)?.[0] ?? missing;
  const stored = { width: number(tags.width, 0), height: number(tags.height, 0) };
  if (first === undefined || stored.width === 0 || stored.height === 0)
    return unreadable('the TIFF file names no usable size');
  const bits = number(tags.bits, 1);
  const samples = number(tags.samples, 1);
  const problem = findProblem(first, bits, samples);
  if (problem !== null) return unsupported(problem);
  if (!holdsPixels(first, source.size)) return truncated('the file is shorter than its header says');
  const orientation = toOrientation(number(tags.orientation, 1));
  return ok({
    format: 'tiff',
    ...uprightSize(stored, orientation),
    orientation,
    channels: samples,
    bits,
    lossless: !lossy.includes(number(tags.compression, 1)),
    heldBytes: 0,
    pages: 1 + others.filter((directory) => isPage(directory)).length,
  });
}

/** Smaller copies, masks and thumbnails are no pages. */
function isPage(directory: Directory): boolean {
  return ((directory.get(tags.kind)?.[0] ?? 0) & isReduced) === 0 && directory.has(tags.stripOffsets);
}

function findProblem(directory: Directory, bits: number, samples: number): string | null {
  if (![1, 2, 4, 8, 16].includes(bits)) return `TIFF files with ${bits} bits per sample are not supported`;
  if ((directory.get(tags.sampleFormat) ?? []).some((format) => format !== 1 && format !== 4))
    return 'TIFF files with signed or floating-point samples are not supported: save it with 8 or 16 bits';
  if (samples < 1 || samples > 6) return `TIFF files with ${samples} samples per pixel are not supported`;
  return null;
}

function holdsPixels(directory: Directory, fileSize: number): boolean {
  const tiled = directory.has(tags.tileOffsets);
  const offsets = directory.get(tiled ? tags.tileOffsets : tags.stripOffsets) ?? [];
  const lengths = directory.get(tiled ? tags.tileBytes : tags.stripBytes) ?? [];
  // Sizes may be left out where there is one strip (TIFF 6.0 section 8 calls it wrong, and everybody reads it).
  return offsets.length > 0 && offsets.every((offset, index) => offset + (lengths[index] ?? 1) <= fileSize);
}
