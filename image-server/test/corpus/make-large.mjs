// A flat TIFF of any size that takes next to no disk: make-large.mjs FILE WIDTH HEIGHT. BigTIFF, colour, uncompressed, sparse, with a row
// of noise every 500 rows.
import { open as openFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

function directory(width, height, pixelsAt) {
  const row = width * 3;
  const entries = [
    [256, 16, width],
    [257, 16, height],
    [258, 3, [8, 8, 8]],
    [259, 3, 1],
    [262, 3, 2],
    [273, 16, pixelsAt],
    [277, 3, 3],
    [278, 16, height],
    [279, 16, row * height],
    [284, 3, 1],
  ];
  const bytes = Buffer.alloc(16 + 8 + entries.length * 20 + 8);
  Buffer.from('49492b00080000001000000000000000', 'hex').copy(bytes);
  bytes.writeBigUInt64LE(BigInt(entries.length), 16);
  for (const [index, [tag, type, value]] of entries.entries()) {
    const at = 24 + index * 20;
    const values = [value].flat();
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeBigUInt64LE(BigInt(values.length), at + 4);
    for (const [place, one] of values.entries())
      if (type === 3) bytes.writeUInt16LE(one, at + 12 + place * 2);
      else bytes.writeBigUInt64LE(BigInt(one), at + 12);
  }
  return bytes;
}

export async function makeLarge(file, width, height) {
  const head = directory(width, height, directory(width, height, 0).length);
  const handle = await openFile(file, 'w');
  await handle.truncate(head.length + width * height * 3);
  await handle.write(head, 0, head.length, 0);
  const noise = Buffer.alloc(width * 3);
  for (let index = 0; index < noise.length; index += 1) noise[index] = Math.imul(index, 2654435761) >>> 13;
  for (let y = 0; y < height; y += 500)
    await handle.write(noise, 0, noise.length, head.length + y * width * 3);
  await handle.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await makeLarge(
    process.argv[2] ?? 'large.tif',
    Number(process.argv[3] ?? 32_768),
    Number(process.argv[4] ?? 32_768),
  );
