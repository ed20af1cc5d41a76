import { crc32, deflateSync } from 'node:zlib';

/** One chunk of a PNG, with its check sum. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

export interface PngParts {
  readonly width?: number;
  readonly height?: number;
  readonly depth?: number;
  readonly colour?: number;
  readonly interlace?: number;
  /** The filtered rows; grey by default. */
  readonly rows?: Buffer;
  /** Chunks between header and pixels. */
  readonly before?: readonly Buffer[];
  readonly behind?: Buffer;
}

/** A PNG as any program may write it, right or wrong. */
export function makePng(parts: PngParts = {}): Buffer {
  const { width = 4, height = 3, depth = 8, colour = 2, interlace = 0 } = parts;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlace], 8);
  const rows = parts.rows ?? Buffer.alloc(height * (1 + width * 3));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    ...(parts.before ?? []),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
    parts.behind ?? Buffer.alloc(0),
  ]);
}
