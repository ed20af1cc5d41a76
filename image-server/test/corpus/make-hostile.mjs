// Files that decoders stumble over: make-hostile.mjs FOLDER. Bombs, torn files, lies in headers, rings, what is no picture at all.
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { open } from './painting.mjs';
import { makeTiff } from './tiff.mjs';

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

function header(width, height, bits, type, interlace = 0) {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data[8] = bits;
  data[9] = type;
  data[12] = interlace;
  return chunk('IHDR', data);
}

/** A PNG of nothing, with as many rows as are worth having; the rest is missing unless `whole`. */
function png(width, height, { bits = 8, type = 0, interlace = 0, rows = 1, more = [], level = 9 } = {}) {
  const row = Math.ceil((width * bits * (type === 2 ? 3 : 1)) / 8) + 1;
  const idat = deflateSync(Buffer.alloc(row * rows), { level });
  return Buffer.concat([
    signature,
    header(width, height, bits, type, interlace),
    ...more,
    chunk('IDAT', idat),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function patch(bytes, at, hex) {
  const out = Buffer.from(bytes);
  Buffer.from(hex, 'hex').copy(out, at);
  return out;
}

/** Where the frame header of a JPEG has its height. */
function frameAt(jpeg) {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2))
    if ([0xc0, 0xc1, 0xc2].includes(jpeg[at + 1])) return at + 5;
  throw new Error('no frame');
}

/** The same flips for the same seed. */
function flip(bytes, from, count, seed) {
  const out = Buffer.from(bytes);
  let state = seed * 2654435761;
  for (let index = 0; index < count; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    out[from + (state % (out.length - from))] ^= 1 + ((state >>> 8) % 255);
  }
  return out;
}

async function goodFiles() {
  const picture = open(700, 500);
  return {
    'plain.jpg': await picture.clone().jpeg().toBuffer(),
    'progressive.jpg': await picture.clone().jpeg({ progressive: true }).toBuffer(),
    'plain.png': await picture.clone().png().toBuffer(),
    'interlaced.png': await picture.clone().png({ progressive: true }).toBuffer(),
    'lossy.webp': await picture.clone().webp().toBuffer(),
    'lossless.webp': await picture.clone().webp({ lossless: true }).toBuffer(),
    'none.tif': await picture.clone().tiff({ compression: 'none' }).toBuffer(),
    'lzw.tif': await picture.clone().tiff({ compression: 'lzw' }).toBuffer(),
    'deflate.tif': await picture.clone().tiff({ compression: 'deflate' }).toBuffer(),
    'jpeg.tif': await picture.clone().tiff({ compression: 'jpeg' }).toBuffer(),
  };
}

/** Torn at many places, and with bits turned over. */
function damage(files, good) {
  for (const [name, bytes] of Object.entries(good)) {
    const [base, extension] = name.split('.');
    for (const part of [0.02, 0.3, 0.6, 0.97])
      files.set(
        `torn-${base}-${part * 100}.${extension}`,
        bytes.subarray(0, Math.max(3, Math.floor(bytes.length * part))),
      );
    files.set(
      `flipped-${base}.${extension}`,
      flip(bytes, Math.floor(bytes.length / 3), 200, base.length + extension.length),
    );
  }
}

function lieInHeaders(files, good) {
  const jpeg = good['plain.jpg'];
  const at = frameAt(jpeg);
  files.set('huge.jpg', patch(jpeg, at, 'ffdcffdc'));
  files.set('no-size.jpg', patch(jpeg, at, '00000000'));
  files.set('taller.jpg', patch(jpeg, at, '4000'));
  files.set(
    'huge-progressive.jpg',
    patch(good['progressive.jpg'], frameAt(good['progressive.jpg']), '80008000'),
  );
  files.set('no-pixels.jpg', Buffer.concat([jpeg.subarray(0, 20), Buffer.from('ffd9', 'hex')]));
  files.set(
    'endless-markers.jpg',
    Buffer.concat([Buffer.from('ffd8', 'hex'), Buffer.alloc(60_000, Buffer.from('ffe00002', 'hex'))]),
  );
  files.set(
    'exif-astray.jpg',
    Buffer.concat([
      jpeg.subarray(0, 2),
      Buffer.from('ffe1001845786966000049492a00fffffff0000000000000', 'hex'),
      jpeg.subarray(2),
    ]),
  );
  files.set('huge.png', png(60_000, 60_000, { rows: 0 }));
  files.set('endless.png', png(0x7fffffff, 0x7fffffff, { rows: 0 }));
  files.set('no-size.png', png(0, 10));
  files.set('odd-colours.png', png(10, 10, { type: 5 }));
  files.set('too-few-rows.png', png(3000, 3000, { rows: 10 }));
  files.set('bad-sum.png', patch(good['plain.png'], 29, 'deadbeef'));
  files.set('animated.png', png(10, 10, { rows: 10, more: [chunk('acTL', Buffer.alloc(8))] }));
  files.set(
    'profile-of-noise.png',
    png(64, 64, {
      type: 2,
      rows: 64,
      more: [chunk('iCCP', Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(4000, 7))]))],
    }),
  );
  files.set(
    'profile-bomb.png',
    png(64, 64, {
      type: 2,
      rows: 64,
      more: [
        chunk(
          'iCCP',
          Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(200_000_000), { level: 1 })]),
        ),
      ],
    }),
  );
  files.set(
    'text-bomb.png',
    png(64, 64, {
      rows: 64,
      more: [
        chunk(
          'zTXt',
          Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(200_000_000), { level: 1 })]),
        ),
      ],
    }),
  );
  files.set('bomb.png', png(20_000, 20_000, { rows: 20_000, level: 1 }));
  files.set('bomb-interlaced.png', png(30_000, 30_000, { interlace: 1, rows: 10 }));
  files.set('wider.webp', patch(good['lossy.webp'], 26, 'ff3fff3f'));
  files.set('animated.webp', patch(good['lossless.webp'], 12, '565038580a000000020000000000000000'));
  files.set('no-chunks.webp', good['lossy.webp'].subarray(0, 12));
}

function lieInTiffs(files) {
  const grey = { width: 64, height: 64, pixels: Buffer.alloc(64 * 64, 128) };
  files.set('ring.tif', makeTiff({ ...grey, next: 8 }));
  files.set('astray.tif', makeTiff({ ...grey, next: 0x7fffff00 }));
  files.set('first-astray.tif', patch(makeTiff(grey), 4, 'f0ffff7f'));
  files.set('entries.tif', patch(makeTiff(grey), 8, 'ffff'));
  files.set('huge.tif', makeTiff({ ...grey, width: 400_000, height: 400_000 }));
  files.set('lies-of-height.tif', makeTiff({ ...grey, height: 40_000 }));
  files.set('no-size.tif', makeTiff({ ...grey, width: 0 }));
  files.set('strip-astray.tif', makeTiff({ ...grey, change: { 273: 0x7ffffff0 } }));
  files.set('no-strips.tif', makeTiff({ ...grey, drop: [273] }));
  files.set('bits-64.tif', makeTiff({ ...grey, change: { 258: 64 } }));
  files.set('float.tif', makeTiff({ ...grey, change: { 258: 32, 339: 3 } }));
  files.set('signed.tif', makeTiff({ ...grey, change: { 339: 2 } }));
  files.set('samples.tif', makeTiff({ ...grey, change: { 277: 4000 } }));
  files.set('lzw-of-noise.tif', makeTiff({ ...grey, change: { 259: 5 } }));
  files.set('fax-of-noise.tif', makeTiff({ ...grey, change: { 259: 4, 258: 1 } }));
  files.set('jpeg-of-noise.tif', makeTiff({ ...grey, change: { 259: 7 } }));
  files.set('unknown-compression.tif', makeTiff({ ...grey, change: { 259: 31_337 } }));
  files.set('palette-without.tif', makeTiff({ ...grey, change: { 262: 3 } }));
  files.set('odd-colours.tif', makeTiff({ ...grey, change: { 262: 77 } }));
  files.set('no-rows.tif', makeTiff({ ...grey, change: { 278: 0 } }));
  files.set(
    'deflate-bomb.tif',
    makeTiff({ ...grey, pixels: deflateSync(Buffer.alloc(300_000_000), { level: 1 }), change: { 259: 8 } }),
  );
  files.set('turned-nine-times.tif', makeTiff({ ...grey, change: { 274: 9 } }));
  files.set('big-of-nothing.tif', Buffer.from('49492b0008000000ffffffffffffff7f', 'hex'));
}

function pretend(files, good) {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"><image x:href="file:///etc/passwd"/></svg>';
  files.set('text.jpg', Buffer.from('no picture at all\n'));
  files.set('page.png', Buffer.from('<html><script>alert(1)</script></html>'));
  files.set('drawing.png', Buffer.from(svg));
  files.set(
    'moving.jpg',
    Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!', 'latin1'),
  );
  files.set('program.tif', Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(100)]));
  for (const extension of ['jpg', 'png', 'webp', 'tif']) files.set(`empty.${extension}`, Buffer.alloc(0));
  files.set('zeros.jpg', Buffer.alloc(1_000_000));
  files.set('noise.png', flip(Buffer.alloc(100_000), 0, 300_000, 5));
  files.set('only-magic.jpg', Buffer.from('ffd8ff', 'hex'));
  files.set('only-magic.png', signature);
  files.set(
    'jpeg-then-zip.jpg',
    Buffer.concat([good['plain.jpg'], Buffer.from('PK\x03\x04'), Buffer.alloc(1000)]),
  );
}

/** Fills a folder; gives the names of all files, and of the odd things that are no files. */
export async function makeHostile(target) {
  await mkdir(target, { recursive: true });
  const files = new Map();
  const good = await goodFiles();
  damage(files, good);
  lieInHeaders(files, good);
  lieInTiffs(files);
  pretend(files, good);
  for (const [name, bytes] of files) await writeFile(join(target, name), bytes);
  await writeFile(join(target, 'forbidden.jpg'), good['plain.jpg']);
  await chmod(join(target, 'forbidden.jpg'), 0o000);
  await symlink('/etc/passwd', join(target, 'link-out.jpg'));
  await symlink('nowhere.jpg', join(target, 'link-to-nothing.jpg'));
  await symlink('link-round.jpg', join(target, 'link-round.jpg'));
  await mkdir(join(target, 'folder.jpg'));
  execFileSync('mkfifo', [join(target, 'pipe.jpg')]);
  const odd = [
    'forbidden.jpg',
    'link-out.jpg',
    'link-to-nothing.jpg',
    'link-round.jpg',
    'folder.jpg',
    'pipe.jpg',
  ];
  return { files: [...files.keys()], odd };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  sharp.cache(false);
  const { files, odd } = await makeHostile(process.argv[2] ?? 'hostile');
  process.stdout.write(`${files.length + odd.length} files\n`);
}
