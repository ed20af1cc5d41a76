// A folder as people have it: make-mixed.mjs FOLDER COUNT [JP2…]. JPEG, PNG, WebP and flat TIFF of several kinds, small, so that it
// is quick; every eighth is a copy of one of the JP2 files.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open } from './painting.mjs';

const [folder = '', count = '800', ...jp2] = process.argv.slice(2);

const kinds = [
  ['jpg', (picture) => picture.jpeg({ quality: 88 })],
  ['png', (picture) => picture.png({ compressionLevel: 1 })],
  ['tif', (picture) => picture.tiff({ compression: 'none' })],
  ['jpg', (picture, n) => picture.withMetadata({ orientation: (n % 8) + 1 }).jpeg({ progressive: true })],
  ['tif', (picture) => picture.tiff({ compression: 'lzw', predictor: 'horizontal' })],
  ['webp', (picture) => picture.webp({ effort: 0 })],
  ['jpeg', (picture) => picture.greyscale().toColourspace('b-w').jpeg()],
];

/** Makes `total` files below `target`, 100 to a folder; gives their paths. */
export async function makeMixed(target, total, jp2Files = []) {
  const made = [];
  for (let n = 0; n < total; n += 1) {
    const box = `box-${String(Math.floor(n / 100) + 1).padStart(2, '0')}`;
    await mkdir(join(target, box), { recursive: true });
    const base = `${box}/page-${String(n).padStart(4, '0')}`;
    if (n % 8 === 7 && jp2Files.length > 0) {
      await copyFile(jp2Files[n % jp2Files.length], join(target, `${base}.jp2`));
      made.push(`${base}.jp2`);
      continue;
    }
    const [extension, encode] = kinds[n % kinds.length];
    await encode(open(480 + (n % 5) * 64, 360 + (n % 3) * 80, n), n).toFile(
      join(target, `${base}.${extension}`),
    );
    made.push(`${base}.${extension}`);
  }
  return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await makeMixed(folder, Number(count), jp2);
  process.stdout.write(`${made.length} files\n`);
}
