/** An ISO media box. */
function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

function words(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number >>> 0, index * 4);
  return bytes;
}

const zeros = (length: number): Buffer => Buffer.alloc(length);
const matrix = words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** An MP4 file of one picture track, 12.5 seconds, 640 × 360, with nothing to play, its index at the end. */
export function tinyMp4(): Buffer {
  const mvhd = box(
    'mvhd',
    words(0, 0, 0, 1000, 12_500, 0x10000, 0x1000000),
    zeros(8),
    matrix,
    zeros(24),
    words(2),
  );
  const tkhd = box(
    'tkhd',
    words(3, 0, 0, 1, 0, 12_500),
    zeros(16),
    matrix,
    words(640 * 65_536, 360 * 65_536),
  );
  const mdhd = box('mdhd', words(0, 0, 0, 1000, 12_500, 0x55c40000));
  const hdlr = box('hdlr', words(0, 0), Buffer.from('vide'), zeros(12), Buffer.from('Video\0'));
  const avc1 = box(
    'avc1',
    zeros(6),
    Buffer.from([0, 1]),
    zeros(16),
    Buffer.from([0x02, 0x80, 0x01, 0x68]),
    words(0x480000, 0x480000, 0),
    Buffer.from([0, 1]),
    zeros(32),
    Buffer.from([0, 24, 0xff, 0xff]),
  );
  const stbl = box(
    'stbl',
    box('stsd', words(0, 1), avc1),
    box('stts', words(0, 0)),
    box('stsc', words(0, 0)),
    box('stsz', words(0, 0, 0)),
    box('stco', words(0, 0)),
  );
  const dinf = box('dinf', box('dref', words(0, 1), box('url ', words(1))));
  const minf = box('minf', box('vmhd', zeros(12)), dinf, stbl);
  const moov = box('moov', mvhd, box('trak', tkhd, box('mdia', mdhd, hdlr, minf)));
  const ftyp = box('ftyp', Buffer.from('isom'), words(512), Buffer.from('isomiso2mp41'));
  return Buffer.concat([ftyp, box('mdat', Buffer.alloc(16_384, 'x')), moov]);
}

/** A WAV file of half a second of silence. */
export function tinyWav(): Buffer {
  const data = zeros(8_000);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
