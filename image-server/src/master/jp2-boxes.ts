import type { ByteSource } from './byte-source.js';

/** A box of a JP2 file (ISO 15444-1 Annex I): its four-letter type and where its content lies. */
export interface Box {
  readonly type: string;
  readonly start: number;
  /** First byte behind the content; may lie behind the end of a truncated file. */
  readonly end: number;
}

const maxBoxes = 1000;

/** Boxes between two offsets, in file order. A box that can't be right ends the list. */
export async function listBoxes(source: ByteSource, from: number, to: number): Promise<readonly Box[]> {
  const boxes: Box[] = [];
  let at = from;
  while (at + 8 <= to && boxes.length < maxBoxes) {
    const head = await source.read(at, 16);
    if (head.length < 8) break;
    const short = head.readUInt32BE(0);
    if (short === 1 && head.length < 16) break;
    const headLength = short === 1 ? 16 : 8;
    const length = short === 0 ? to - at : short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    if (length < headLength) break;
    boxes.push({ type: head.toString('latin1', 4, 8), start: at + headLength, end: at + length });
    at += length;
  }
  return boxes;
}
