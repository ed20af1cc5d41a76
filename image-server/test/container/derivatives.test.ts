import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { askFacts, decodeOriginal, settled, stateOf, toRgb } from './derivatives-support.js';
import { formatAddress, pixelsOf, psnr, running } from './support.js';

const width = 640;
const height = 420;
const folder = join(running.files, 'images', 'kinds');

function paint(): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      data[(y * width + x) * 3] = 20 + (x * 210) / width;
      data[(y * width + x) * 3 + 1] = 30 + (y * 190) / height;
      data[(y * width + x) * 3 + 2] = 90 + 50 * Math.sin(x / 60) * Math.cos(y / 45);
    }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Name → how it is written; the second number is the PSNR that a tile of it must have. */
const kinds = new Map<string, readonly [(picture: Sharp) => Sharp, number]>([
  ['plain.png', [(picture) => picture.png(), 40]],
  ['interlaced.png', [(picture) => picture.png({ progressive: true }), 40]],
  ['deep.png', [(picture) => picture.toColourspace('rgb16').png(), 40]],
  ['palette.png', [(picture) => picture.png({ palette: true, dither: 0 }), 40]],
  ['alpha.png', [(picture) => picture.ensureAlpha(0.4).png(), 40]],
  ['grey.png', [(picture) => picture.greyscale().toColourspace('b-w').png(), 40]],
  ['grey16.png', [(picture) => picture.greyscale().toColourspace('grey16').png(), 40]],
  ['profile.png', [(picture) => picture.withIccProfile('p3').png(), 0]],
  ['lossless.webp', [(picture) => picture.webp({ lossless: true }), 40]],
  ['lossy.webp', [(picture) => picture.webp({ quality: 90 }), 36]],
  ['baseline.jpg', [(picture) => picture.jpeg({ quality: 92 }), 38]],
  ['progressive.jpg', [(picture) => picture.jpeg({ quality: 92, progressive: true }), 38]],
  ['grey.jpg', [(picture) => picture.greyscale().toColourspace('b-w').jpeg({ quality: 92 }), 38]],
  ['cmyk.jpg', [(picture) => picture.toColourspace('cmyk').jpeg({ quality: 92 }), 34]],
  ['none.tif', [(picture) => picture.tiff({ compression: 'none' }), 40]],
  ['lzw.tif', [(picture) => picture.tiff({ compression: 'lzw', predictor: 'horizontal' }), 40]],
  ['deflate.tif', [(picture) => picture.tiff({ compression: 'deflate' }), 40]],
  ['deep.tif', [(picture) => picture.toColourspace('rgb16').tiff({ compression: 'lzw' }), 40]],
  ['jpeg.tif', [(picture) => picture.tiff({ compression: 'jpeg', quality: 90 }), 36]],
  ['cmyk.tif', [(picture) => picture.toColourspace('cmyk').tiff({ compression: 'lzw' }), 36]],
  ['big.tif', [(picture) => picture.tiff({ compression: 'none', bigtiff: true }), 40]],
  [
    'bits1.tif',
    [
      (picture) =>
        picture.threshold(120).toColourspace('b-w').tiff({ bitdepth: 1, compression: 'ccittfax4' }),
      30,
    ],
  ],
  ['wide.jpg', [(picture) => picture.resize(2600, 1100).jpeg({ quality: 92 }), 38]],
]);
const turns = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((orientation) =>
  (['jpg', 'png', 'webp', 'tif'] as const).map((extension): readonly [string, number, string] => [
    `turned-${orientation}.${extension}`,
    orientation,
    extension,
  ]),
);

function encode(picture: Sharp, extension: string): Sharp {
  if (extension === 'jpg') return picture.jpeg({ quality: 92 });
  if (extension === 'png') return picture.png();
  return extension === 'webp' ? picture.webp({ lossless: true }) : picture.tiff({ compression: 'lzw' });
}

async function compare(path: string): Promise<number> {
  const original = await decodeOriginal(path);
  const shown = await pixelsOf(formatAddress(path, original, 'full/max/0/default.jpg'));
  expect([shown.width, shown.height]).toEqual([original.width, original.height]);
  return psnr(toRgb(shown), toRgb(original));
}

const measured: string[] = [];

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  for (const [name, [write]] of kinds) await write(paint()).toFile(join(folder, name));
  for (const [name, orientation, extension] of turns)
    await encode(paint().withMetadata({ orientation }), extension).toFile(join(folder, name));
}, 60_000);
afterAll(async () => {
  process.stdout.write(`PSNR, preview / derivative:\n${measured.join('\n')}\n`);
  await rm(folder, { recursive: true });
});

describe('files that iipsrv can not open', () => {
  it.each([...kinds].map(([name, [, least]]) => [name, least] as const))(
    '%s is shown at once, then by its derivative, both as the original (PSNR at least %d dB)',
    async (name, least) => {
      const path = `kinds/${name}`;
      const early = await compare(path);
      expect((await askFacts(path)).status).toBe(200);
      expect(await settled(path)).toMatchObject({ state: 'ready', need: 'needed' });
      const late = await compare(path);
      measured.push(`  ${name.padEnd(18)} ${early.toFixed(1)} / ${late.toFixed(1)} dB`);
      expect(Math.min(early, late)).toBeGreaterThanOrEqual(least);
    },
    60_000,
  );

  it.each(turns)(
    '%s, stored in orientation %d, stands upright in facts and pixels',
    async (name, orientation, extension) => {
      const path = `kinds/${name}`;
      const facts = await askFacts(path);
      const upright = orientation >= 5 ? [height, width] : [width, height];
      expect([facts.body['width'], facts.body['height']]).toEqual(upright);
      expect(await settled(path)).toMatchObject({ state: 'ready' });
      const late = await compare(path);
      measured.push(`  ${name.padEnd(18)} ${late.toFixed(1)} dB`);
      expect(late).toBeGreaterThanOrEqual(extension === 'jpg' ? 38 : 40);
    },
    60_000,
  );

  it('keep their colour profile, in preview and derivative', async () => {
    const address = formatAddress('kinds/profile.png', { width, height }, '0,0,256,256/256,/0/default.jpg');
    const shown = Buffer.from(await (await fetch(address)).arrayBuffer());
    expect((await sharp(shown).metadata()).icc?.length).toBeGreaterThan(400);
  });

  it.each([
    ['!90/default', [210, 320]],
    ['0/gray', [320, 210]],
    ['180/bitonal', [320, 210]],
  ])('answer %s in the preview as from the derivative', async (tail, size) => {
    const name = `kinds/fresh-${tail.replaceAll(/[^a-z0-9]/g, '')}.png`;
    await paint()
      .png()
      .toFile(join(running.files, 'images', name));
    const address = formatAddress(name, { width, height }, `full/320,/${tail}.jpg`);
    const early = await pixelsOf(address);
    await settled(name);
    const late = await pixelsOf(address);
    expect([early.width, early.height]).toEqual(size);
    expect(psnr(early, late)).toBeGreaterThan(25);
  });

  it('a changed file is another one at once, a deleted one is gone, and both derivatives are out of every answer', async () => {
    const path = 'kinds/changing.png';
    const file = join(running.files, 'images', path);
    await paint().png().toFile(file);
    await askFacts(path);
    await settled(path);
    const address = formatAddress(path, { width, height }, 'full/max/0/default.jpg');
    await paint().negate().png().toFile(file);
    expect((await stateOf(path)).state).not.toBe('ready');
    const original = await decodeOriginal(path);
    expect(psnr(toRgb(await pixelsOf(address)), toRgb(original))).toBeGreaterThan(38);
    await rm(file);
    expect((await fetch(address)).status).toBe(404);
  });

  it('of several pages the first is shown, and it is told', async () => {
    const pages = await sharp({
      create: { width: 300, height: 600, channels: 3, background: '#a04020', pageHeight: 300 },
    } as never)
      .tiff()
      .toBuffer();
    await writeFile(join(folder, 'pages.tif'), pages);
    const { body } = await askFacts('kinds/pages.tif');
    if (body['height'] === 300) expect((await stateOf('kinds/pages.tif')).pages).toBe(2);
  });

  it('a file that is only touched keeps its place: nothing half made is ever on the shelf', async () => {
    const now = new Date();
    await utimes(join(folder, 'plain.png'), now, now);
    const shelves = await readdir(join(running.shelf, 'ready'), { recursive: true });
    const labels = new Set(shelves.filter((name) => name.endsWith('.json')));
    for (const name of shelves.filter((one) => one.endsWith('.tif')))
      expect(labels).toContain(name.replace(/tif$/, 'json'));
  });
});
