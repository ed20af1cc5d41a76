import type { PixelSize } from '../../../auth/src/core/image/view-size.js';
import { ok, type Result } from '../../../auth/src/core/result.js';
import type { ByteSource } from './byte-source.js';
import { type Master, type MasterProblem, truncated, unreadable, unsupported } from './master.js';
import { type Directory, listDirectories } from './tiff-directories.js';

const tags = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  samples: 277,
  planes: 284,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  sampleFormat: 339,
} as const;

const whiteIsZero = 0;
const blackIsZero = 1;
const rgb = 2;
const yCbCr = 6;
const jpeg = 7;

/** Reads a TIFF's directories; refuses what iipsrv 1.1 would show wrongly or not at all. */
export async function readTiff(source: ByteSource): Promise<Result<Master, MasterProblem>> {
  const listed = await listDirectories(source);
  if (!listed.ok) return listed;
  const [first, ...others] = listed.value;
  const size = first === undefined ? null : sizeOf(first);
  if (first === undefined || size === null) return unreadable('the TIFF file names no usable size');
  const problem = findProblem(first);
  if (problem !== null) return unsupported(problem);
  if (!holdsTiles(first, source.size)) return truncated('the file is shorter than its header says');
  const levels: PixelSize[] = [size];
  // iipsrv takes every further directory for the next half; only those that are may be asked for.
  for (const [index, directory] of others.entries()) {
    const level = sizeOf(directory);
    const factor = 2 ** (index + 1);
    if (level === null || numberOf(directory, tags.tileWidth, 0) === 0) break;
    if (!isHalf(level.width, size.width, factor) || !isHalf(level.height, size.height, factor)) break;
    if (!holdsTiles(directory, source.size)) return truncated('the file is shorter than its header says');
    levels.push(level);
  }
  return ok({
    format: 'tiff',
    ...size,
    tileWidth: numberOf(first, tags.tileWidth, 0),
    tileHeight: numberOf(first, tags.tileHeight, 0),
    channels: numberOf(first, tags.samples, 1),
    bits: numberOf(first, tags.bits, 1),
    levels,
    believedLevels: listed.value.length,
  });
}

function numberOf(directory: Directory, tag: number, missing: number): number {
  return directory.get(tag)?.[0] ?? missing;
}

function sizeOf(directory: Directory): PixelSize | null {
  const width = numberOf(directory, tags.width, 0);
  const height = numberOf(directory, tags.height, 0);
  return width > 0 && height > 0 ? { width, height } : null;
}

function isHalf(edge: number, whole: number, factor: number): boolean {
  return Math.abs(edge - whole / factor) < 1.5;
}

function holdsTiles(directory: Directory, fileSize: number): boolean {
  const offsets = directory.get(tags.tileOffsets) ?? [];
  const lengths = directory.get(tags.tileBytes) ?? [];
  return offsets.length > 0 && offsets.every((offset, index) => offset + (lengths[index] ?? 0) <= fileSize);
}

function findProblem(directory: Directory): string | null {
  const bits = directory.get(tags.bits) ?? [1];
  const samples = numberOf(directory, tags.samples, 1);
  if (numberOf(directory, tags.tileWidth, 0) === 0 || numberOf(directory, tags.tileHeight, 0) === 0) {
    return 'TIFF files without tiles are not supported: save it as a tiled pyramid';
  }
  if (bits.some((depth) => depth !== bits[0]) || ![1, 8, 16].includes(bits[0] ?? 0)) {
    return `TIFF files with ${bits.join('/')} bits per sample are not supported`;
  }
  if ((directory.get(tags.sampleFormat) ?? []).some((format) => format !== 1)) {
    return 'TIFF files with signed or floating-point samples are not supported';
  }
  if (numberOf(directory, tags.planes, 1) !== 1)
    return 'TIFF files with separate colour planes are not supported';
  return findColourProblem(directory, samples, bits[0] ?? 0);
}

function findColourProblem(directory: Directory, samples: number, bits: number): string | null {
  const kind = numberOf(directory, tags.photometric, -1);
  const grey = samples === 1 || samples === 2;
  const colour = samples === 3 || samples === 4;
  if (bits === 1) {
    return samples === 1 && (kind === whiteIsZero || kind === blackIsZero)
      ? null
      : 'this kind of two-level TIFF is not supported';
  }
  if (kind === blackIsZero && grey) return null;
  if (kind === rgb && colour) return null;
  if (kind === yCbCr && samples === 3 && numberOf(directory, tags.compression, 1) === jpeg) return null;
  return 'TIFF colours other than grey, RGB and JPEG-compressed YCbCr are not supported';
}
