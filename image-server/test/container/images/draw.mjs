// Draws the raw material of the test images as PPM, PGM and PAM files: draw.mjs FOLDER SAMPLES_SOURCE
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder = '.', samples = '.'] = process.argv.slice(2);
const { createCanvas, paint, writePpm } = await import(pathToFileURL(join(samples, 'canvas.mjs')).href);
const { drawMountains } = await import(pathToFileURL(join(samples, 'pictures/mountains.mjs')).href);

/** Colours that tell where they are: red grows to the right, green downwards. */
function drawGradient(width, height) {
  const canvas = createCanvas(width, height);
  paint(canvas, (x, y) => [(x * 255) / Math.max(1, width - 1), (y * 255) / Math.max(1, height - 1), 90]);
  return canvas;
}

function solid(width, height, colour) {
  const canvas = createCanvas(width, height);
  paint(canvas, () => colour);
  return canvas;
}

for (const [width, height] of [
  [1, 1],
  [3, 2],
  [3000, 1],
  [1, 3000],
  [5000, 3],
  [257, 255],
  [2000, 1500],
  [3001, 2003],
]) {
  // oxlint-disable-next-line no-await-in-loop
  await writePpm(drawGradient(width, height), join(folder, `gradient-${width}x${height}.ppm`));
}
await writePpm(drawMountains(1501, 1103), join(folder, 'odd.ppm'));
await writePpm(solid(300, 200, [210, 40, 40]), join(folder, 'before.ppm'));
await writePpm(solid(200, 300, [40, 40, 210]), join(folder, 'after.ppm'));
await writePpm(solid(300, 200, [40, 210, 40]), join(folder, 'same-size.ppm'));

const [width, height] = [700, 500];
const grey8 = Buffer.from(
  Array.from({ length: width * height }, (_, at) => ((at % width) * 255) / (width - 1)),
);
writeFileSync(
  join(folder, 'grey8.pgm'),
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grey8]),
);
const grey16 = Buffer.alloc(width * height * 2);
for (let at = 0; at < width * height; at += 1)
  grey16.writeUInt16BE(Math.round(((at % width) * 65535) / (width - 1)), at * 2);
writeFileSync(
  join(folder, 'grey16.pgm'),
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n65535\n`), grey16]),
);
const grey12 = Buffer.alloc(width * height * 2);
for (let at = 0; at < width * height; at += 1)
  grey12.writeUInt16BE(Math.round(((at % width) * 4095) / (width - 1)), at * 2);
writeFileSync(
  join(folder, 'grey12.pgm'),
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n4095\n`), grey12]),
);
const rgba = Buffer.alloc(width * height * 4);
for (let at = 0; at < width * height; at += 1) rgba.set([200, 60, 30, 255], at * 4);
const pam = `P7\nWIDTH ${width}\nHEIGHT ${height}\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n`;
writeFileSync(join(folder, 'rgba.pam'), Buffer.concat([Buffer.from(pam), rgba]));
// Y, Cb and Cr with halved chroma, as a raw file for opj_compress -F.
writeFileSync(join(folder, 'subsampled.raw'), Buffer.alloc(256 * 256 + 2 * 128 * 128, 128));

// Every hard name gets a colour of its own, so that a test sees which file was opened.
const longName = `${'long-name-'.repeat(19)}12345.jp2`;
const names = [
  'a+b & 100%.tif.jp2',
  'a b & 100%.tif.jp2',
  'Zürich #1;v?.jp2',
  'bang!bang.jp2',
  'bang/bang.jp2',
  'quote"\'s.jp2',
  '%25s%n.jp2',
  '%s%s%s%s%n%n.jp2',
  '%2fetc%2fpasswd.jp2',
  'café.jp2',
  'cafe\u0301.jp2',
  '東京 駅.jp2',
  ' leading and trailing .jp2',
  '-rf.jp2',
  '[x]*?.jp2',
  'x.jp2',
  'a..b.jp2',
  '...jp2',
  'equals=and&FIF=x.jp2',
  'info.json',
  'folder.jp2/full/max/0/default.jpg',
  'semi;colon,comma:colon@at.jp2',
  '<script>alert(1)<|script>.jp2',
  '{"json": "yes"}.jp2',
  '~tilde^caret`tick|pipe$dollar.jp2',
  '🖼️ picture.jp2',
  '_pyr_000_090.jp2',
  longName,
];
const colours = names.map((_, index) => [
  (index * 37) % 230,
  (index * 91 + 40) % 230,
  (index * 53 + 90) % 230,
]);
mkdirSync(join(folder, 'names'));
for (const [index, colour] of colours.entries()) {
  // oxlint-disable-next-line no-await-in-loop
  await writePpm(solid(48, 32, colour), join(folder, 'names', `${index}.ppm`));
}
writeFileSync(
  join(folder, 'names.json'),
  JSON.stringify(names.map((name, index) => ({ name, colour: colours[index] }))),
);
