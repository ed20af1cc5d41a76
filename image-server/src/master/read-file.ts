import { open } from 'node:fs/promises';
import { err, ok, type Result } from '../../../auth/src/core/result.js';
import { type ByteSource, createFileSource } from './byte-source.js';
import { readFlatTiff } from './flat-tiff.js';
import { readJp2 } from './jp2.js';
import { readJpegHeader } from './jpeg-header.js';
import { type Master, type MasterProblem, unsupported } from './master.js';
import type { Original } from './original.js';
import { pngSignature, readPngHeader } from './png-header.js';
import { isTiff } from './tiff-directories.js';
import { readTiff } from './tiff.js';
import { isWebp, readWebpHeader } from './webp-header.js';

/** A file that is an image: `master` if iipsrv can be asked about it, and what a derivative would be made of. */
export interface ReadFile {
  readonly master: Master | null;
  readonly original: Original;
}

const jp2Signature = '0000000c6a5020200d0a';

/** Opens a file and reads its header. The format is what the first bytes say, whatever the name. */
export async function readFile(file: string): Promise<Result<ReadFile, MasterProblem>> {
  const opened = await open(file, 'r').catch(() => null);
  if (opened === null)
    return err({
      code: 'unreadable',
      message: 'the image server may not read this file: chmod a+r, or see IMAGE_UID and IMAGE_GID',
    });
  try {
    return await readSource(createFileSource(opened, (await opened.stat()).size));
  } finally {
    await opened.close();
  }
}

/** As `readFile`, for bytes from anywhere. */
export async function readSource(source: ByteSource): Promise<Result<ReadFile, MasterProblem>> {
  const head = await source.read(0, 12);
  if (head.length === 0) return err({ code: 'truncated', message: 'the file is empty' });
  if (head.toString('hex', 0, 10) === jp2Signature) return jp2Of(await readJp2(source));
  if (isTiff(head)) return tiffOf(await readTiff(source), await readFlatTiff(source));
  const original = await readFlat(source, head);
  return original.ok ? ok({ master: null, original: original.value }) : original;
}

async function readFlat(source: ByteSource, head: Buffer): Promise<Result<Original, MasterProblem>> {
  if (head.toString('hex', 0, 3) === 'ffd8ff') return readJpegHeader(source);
  if (head.toString('hex', 0, 8) === pngSignature) return readPngHeader(source);
  if (isWebp(head)) return readWebpHeader(source);
  return unsupported('the file is neither JPEG 2000 (JP2), TIFF, JPEG, PNG nor WebP');
}

function jp2Of(read: Result<Master, MasterProblem>): Result<ReadFile, MasterProblem> {
  if (!read.ok) return read;
  const { width, height, channels, bits, reversible = false } = read.value;
  const original: Original = {
    format: 'jp2',
    width,
    height,
    orientation: 1,
    channels,
    bits,
    lossless: reversible,
    heldBytes: 0,
    pages: 1,
  };
  return ok({ master: read.value, original });
}

/** iipsrv ignores the orientation, so a turned TIFF needs a derivative, tiled or not. */
function tiffOf(
  tiled: Result<Master, MasterProblem>,
  flat: Result<Original, MasterProblem>,
): Result<ReadFile, MasterProblem> {
  if (!flat.ok) return tiled.ok ? err(flat.error) : tiled.error.code === 'unsupported' ? flat : tiled;
  if (tiled.ok)
    return ok({ master: flat.value.orientation === 1 ? tiled.value : null, original: flat.value });
  return tiled.error.code === 'unsupported' ? ok({ master: null, original: flat.value }) : tiled;
}
