/** An uncompressed picture, samples of a pixel side by side, 16 bits with the higher byte first. */
export interface FlatTiff {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bits: 8 | 16;
  readonly profile: Buffer | null;
}

const short = 3;
const undefinedType = 7;
const long8 = 16;
const rowsPerStrip = 64;

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly values: readonly number[] | Buffer;
}

/** Everything of a BigTIFF that stands before its pixels, which follow row by row. */
export function writeFlatTiffHead({ width, height, channels, bits, profile }: FlatTiff): Buffer {
  const rowBytes = width * channels * (bits / 8);
  const strips = Math.ceil(height / rowsPerStrip);
  const colours = channels >= 3 ? 3 : 1;
  const lengths = Array.from(
    { length: strips },
    (_, index) => Math.min(rowsPerStrip, height - index * rowsPerStrip) * rowBytes,
  );
  const entriesFor = (pixelsAt: number): readonly Entry[] => [
    { tag: 256, type: long8, values: [width] },
    { tag: 257, type: long8, values: [height] },
    { tag: 258, type: short, values: Array.from({ length: channels }, () => bits) },
    { tag: 259, type: short, values: [1] },
    { tag: 262, type: short, values: [colours === 3 ? 2 : 1] },
    { tag: 273, type: long8, values: lengths.map((_, index) => pixelsAt + index * rowsPerStrip * rowBytes) },
    { tag: 277, type: short, values: [channels] },
    { tag: 278, type: long8, values: [rowsPerStrip] },
    { tag: 279, type: long8, values: lengths },
    { tag: 284, type: short, values: [1] },
    ...(channels > colours ? [{ tag: 338, type: short, values: [2] }] : []),
    ...(profile === null ? [] : [{ tag: 34_675, type: undefinedType, values: profile }]),
  ];
  // The offsets have the same length wherever they point to.
  return encode(entriesFor(encode(entriesFor(0)).length));
}

function encode(entries: readonly Entry[]): Buffer {
  const directory = Buffer.alloc(8 + entries.length * 20 + 8);
  directory.writeBigUInt64BE(BigInt(entries.length), 0);
  const outside: Buffer[] = [];
  let at = 16 + directory.length;
  for (const [index, { tag, type, values }] of entries.entries()) {
    const bytes = toBytes(type, values);
    const entry = 8 + index * 20;
    directory.writeUInt16BE(tag, entry);
    directory.writeUInt16BE(type, entry + 2);
    directory.writeBigUInt64BE(BigInt(values.length), entry + 4);
    if (bytes.length <= 8) bytes.copy(directory, entry + 12);
    else {
      directory.writeBigUInt64BE(BigInt(at), entry + 12);
      outside.push(bytes);
      at += bytes.length;
    }
  }
  const head = Buffer.from('4d4d002b000800000000000000000010', 'hex');
  return Buffer.concat([head, directory, ...outside]);
}

function toBytes(type: number, values: readonly number[] | Buffer): Buffer {
  if (Buffer.isBuffer(values)) return values;
  const size = type === short ? 2 : 8;
  const bytes = Buffer.alloc(values.length * size);
  for (const [index, value] of values.entries()) {
    if (size === 2) bytes.writeUInt16BE(value, index * 2);
    else bytes.writeBigUInt64BE(BigInt(value), index * 8);
  }
  return bytes;
}
