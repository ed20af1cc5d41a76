import type { PixelSize } from '../../../auth/src/core/image/view-size.js';
import { ok, type Result } from '../../../auth/src/core/result.js';
import type { ByteSource } from './byte-source.js';
import { type Codestream, hasAllTileParts, readCodestream } from './codestream.js';
import { listBoxes } from './jp2-boxes.js';
import { type Master, type MasterProblem, truncated, unreadable, unsupported } from './master.js';

// iipsrv 1.1 cuts every JP2 into tiles of this size, whatever the file's own.
const believedTile = 256;

/** Reads a JP2 file's header; refuses what iipsrv 1.1 with OpenJPEG would show wrongly or crash on. */
export async function readJp2(source: ByteSource): Promise<Result<Master, MasterProblem>> {
  const boxes = await listBoxes(source, 0, source.size);
  const header = boxes.find((box) => box.type === 'jp2h');
  const stream = boxes.find((box) => box.type === 'jp2c');
  if (header === undefined || stream === undefined) return truncated('the JP2 file has no image data');
  const colour = await findColourProblem(source, header.start, Math.min(header.end, source.size));
  if (colour !== null) return unsupported(colour);
  const read = await readCodestream(source, stream.start);
  if (!read.ok) return read;
  const odd = findSampleProblem(read.value);
  if (odd !== null) return unsupported(odd);
  if (stream.end > source.size || !(await hasAllTileParts(source, read.value.tilesAt))) {
    return truncated('the file is shorter than its header says');
  }
  return describe(read.value);
}

async function findColourProblem(source: ByteSource, start: number, end: number): Promise<string | null> {
  const boxes = await listBoxes(source, start, end);
  if (boxes.some((box) => box.type === 'pclr')) return 'JP2 files with a palette are not supported';
  const box = boxes.find((candidate) => candidate.type === 'colr');
  if (box === undefined) return null;
  const content = await source.read(box.start, 32);
  if (content[0] === 1 && content.length >= 7) {
    const space = content.readUInt32BE(3);
    if (space === 12) return 'CMYK images are not supported';
    if (space !== 16 && space !== 17)
      return 'JP2 colour spaces other than sRGB, grey and ICC profiles are not supported';
  }
  if (content[0] !== 1 && content.toString('latin1', 19, 23) === 'CMYK')
    return 'CMYK images are not supported';
  return null;
}

function findSampleProblem({ components, offset }: Codestream): string | null {
  const bits = components[0]?.bits ?? 0;
  if (components.length > 4) return `JP2 files with ${components.length} channels are not supported`;
  if (components.some((component) => component.subsampled))
    return 'JP2 files with subsampled colour are not supported';
  if (components.some((component) => component.signed))
    return 'JP2 files with signed samples are not supported';
  if (components.some((component) => component.bits !== bits))
    return 'channels of different depths are not supported';
  if (offset) return 'JP2 files with an image offset are not supported';
  // iipsrv 1.1 gives the second channel of 9 to 15 bits a wrong range, and doesn't stretch 2 to 7 bits at all.
  const depths = components.length === 1 ? [1, 8, 9, 10, 11, 12, 13, 14, 15, 16] : [8, 16];
  return depths.includes(bits) ? null : `${bits} bits per channel are not supported`;
}

function describe(stream: Codestream): Result<Master, MasterProblem> {
  const { width, height } = stream;
  // OpenJPEGImage.cc: halves are rounded down, and their number depends on the believed tile only.
  let believedLevels = 1;
  const levels: PixelSize[] = [{ width, height }];
  let size = { width, height };
  while (size.width > believedTile || size.height > believedTile) {
    size = { width: Math.floor(size.width / 2), height: Math.floor(size.height / 2) };
    believedLevels += 1;
    if (believedLevels <= stream.resolutions && size.width > 0 && size.height > 0) levels.push(size);
  }
  if (stream.resolutions > 32) return unreadable('the JPEG 2000 header names too many levels');
  return ok({
    format: 'jp2',
    width,
    height,
    tileWidth: Math.min(stream.tileWidth, width),
    tileHeight: Math.min(stream.tileHeight, height),
    channels: stream.components.length,
    bits: stream.components[0]?.bits ?? 8,
    reversible: stream.reversible,
    levels,
    believedLevels,
  });
}
