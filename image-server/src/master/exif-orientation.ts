import { type Orientation, toOrientation } from './original.js';

const orientationTag = 0x0112;
const short = 3;
const maxEntries = 512;

/** Reads the orientation out of an Exif block (a small TIFF). Whatever is odd about it: upright. */
export function readExifOrientation(exif: Buffer): Orientation {
  const start = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? 6 : 0;
  const block = exif.subarray(start);
  if (block.length < 14) return 1;
  const order = block.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const little = order === 'II';
  const read16 = (at: number): number => (little ? block.readUInt16LE(at) : block.readUInt16BE(at));
  const at = little ? block.readUInt32LE(4) : block.readUInt32BE(4);
  if (at + 2 > block.length) return 1;
  const count = Math.min(read16(at), maxEntries);
  for (let index = 0; index < count; index += 1) {
    const entry = at + 2 + index * 12;
    if (entry + 12 > block.length) return 1;
    if (read16(entry) === orientationTag && read16(entry + 2) === short)
      return toOrientation(read16(entry + 8));
  }
  return 1;
}
