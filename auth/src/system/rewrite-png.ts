import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { err, ok, type Result } from '../core/result.js';

/** A picture that holds nothing but its pixels. */
export interface RewrittenPng {
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

/** Pixels of each edge at most. */
export const largestEdge = 2000;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** Adam7: first column, first row, and the steps of each pass. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

const broken = 'the file is no whole PNG; save it again as PNG';

/** Every chunk up to the end mark, each with a right check sum; null for anything else. What follows is not read. */
function readChunks(file: Buffer): readonly Chunk[] | null {
  if (!file.subarray(0, 8).equals(signature)) return null;
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at);
    if (at + 12 + length > file.length) return null;
    const body = file.subarray(at + 4, at + 8 + length);
    if (crc32(body) !== file.readUInt32BE(at + 8 + length)) return null;
    const type = body.toString('latin1', 0, 4);
    chunks.push({ type, data: body.subarray(4) });
    if (type === 'IEND') return length === 0 ? chunks : null;
    at += 12 + length;
  }
  return null;
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly interlaced: boolean;
}

function readHeader({ type, data }: Chunk): Header | null {
  if (type !== 'IHDR' || data.length !== 13) return null;
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = data.subarray(8);
  const known = depthsOf[colour]?.includes(depth) === true && compression === 0 && filter === 0;
  if (!known || interlace > 1) return null;
  return {
    width: data.readUInt32BE(0),
    height: data.readUInt32BE(4),
    depth,
    colour,
    interlaced: interlace === 1,
  };
}

/** Bytes per row of each part of the picture, a filter byte before each row. */
function listRows({
  width,
  height,
  depth,
  colour,
  interlaced,
}: Header): readonly (readonly [number, number])[] {
  const bytes = (columns: number): number => 1 + Math.ceil((columns * depth * (channelsOf[colour] ?? 0)) / 8);
  if (!interlaced) return [[height, bytes(width)]];
  return passes.flatMap(([x, y, dx, dy]) => {
    const columns = Math.ceil((width - x) / dx);
    const rows = Math.ceil((height - y) / dy);
    return columns > 0 && rows > 0 ? [[rows, bytes(columns)] as const] : [];
  });
}

/** The rows as they were filtered, if they are exactly as many as the header says. */
function readRows(header: Header, packed: Buffer): Buffer | null {
  const parts = listRows(header);
  const size = parts.reduce((sum, [rows, bytes]) => sum + rows * bytes, 0);
  let raw: Buffer;
  try {
    raw = inflateSync(packed, { maxOutputLength: size + 1 });
  } catch {
    return null;
  }
  if (raw.length !== size) return null;
  let at = 0;
  for (const [rows, bytes] of parts)
    for (let row = 0; row < rows; row++, at += bytes) if ((raw[at] ?? 255) > 4) return null;
  return raw;
}

function writeChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/**
 * Takes a PNG apart, checks every part, and writes a new one of header, palette, transparency and pixels: no text, no
 * profile, no second file behind the first.
 * @returns why it is none that we take, in words
 */
export function rewritePng(file: Buffer): Result<RewrittenPng, string> {
  if (!file.subarray(0, 8).equals(signature))
    return err('the file is no PNG; open it in any picture program and save it as PNG');
  const chunks = readChunks(file);
  const [first] = chunks ?? [];
  const header = first === undefined ? null : readHeader(first);
  if (chunks === null || header === null) return err(broken);
  const { width, height, colour } = header;
  if (width < 1 || height < 1 || width > largestEdge || height > largestEdge)
    return err(
      `the picture has ${width} × ${height} pixels; make it at most ${largestEdge} × ${largestEdge}`,
    );
  if (chunks.filter(({ type }) => type === 'IHDR').length !== 1) return err(broken);
  const all = (type: string): readonly Buffer[] =>
    chunks.filter((chunk) => chunk.type === type).map(({ data }) => data);
  const [palettes, transparencies] = [all('PLTE'), all('tRNS')];
  const palette = palettes[0] ?? null;
  const isPaletteRight =
    palette === null
      ? colour !== 3
      : [2, 3, 6].includes(colour) &&
        palette.length % 3 === 0 &&
        palette.length >= 3 &&
        palette.length <= 768;
  const mostTransparent = colour === 3 ? (palette?.length ?? 0) / 3 : colour === 0 ? 2 : colour === 2 ? 6 : 0;
  if (palettes.length > 1 || transparencies.length > 1 || !isPaletteRight) return err(broken);
  if ((transparencies[0]?.length ?? 0) > mostTransparent) return err(broken);
  const rows = readRows(header, Buffer.concat(all('IDAT')));
  if (rows === null || first === undefined) return err(broken);
  const bytes = Buffer.concat([
    signature,
    writeChunk('IHDR', first.data),
    ...(palette === null ? [] : [writeChunk('PLTE', palette)]),
    ...transparencies.map((data) => writeChunk('tRNS', data)),
    writeChunk('IDAT', deflateSync(rows, { level: 9 })),
    writeChunk('IEND', Buffer.alloc(0)),
  ]);
  return ok({ width, height, bytes });
}
