import { describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { createMemorySource } from './byte-source.js';
import { readSource } from './read-file.js';

const picture = (): Sharp => sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } });

async function read(bytes: Buffer): Promise<unknown> {
  const found = await readSource(createMemorySource(bytes));
  return found.ok ? { ...found.value.original, isDirect: found.value.master !== null } : found.error;
}

describe('headers of pictures that iipsrv can not open', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'tell the upright size, stored in orientation %d',
    async (orientation) => {
      const turned = picture().withMetadata({ orientation });
      const size = orientation >= 5 ? { width: 30, height: 40 } : { width: 40, height: 30 };
      for (const bytes of await Promise.all([
        turned.clone().jpeg().toBuffer(),
        turned.clone().png().toBuffer(),
        turned.clone().webp().toBuffer(),
        turned.clone().tiff({ compression: 'lzw' }).toBuffer(),
      ]))
        expect(await read(bytes)).toMatchObject({ ...size, orientation, isDirect: false });
    },
  );

  it('tell whether something was lost already', async () => {
    expect(await read(await picture().jpeg().toBuffer())).toMatchObject({ format: 'jpeg', lossless: false });
    expect(await read(await picture().png().toBuffer())).toMatchObject({ format: 'png', lossless: true });
    expect(await read(await picture().webp().toBuffer())).toMatchObject({ format: 'webp', lossless: false });
    expect(await read(await picture().webp({ lossless: true }).toBuffer())).toMatchObject({ lossless: true });
    expect(await read(await picture().tiff({ compression: 'jpeg' }).toBuffer())).toMatchObject({
      format: 'tiff',
      lossless: false,
    });
  });

  it('tell what must be held in memory at once', async () => {
    expect(await read(await picture().jpeg({ progressive: true }).toBuffer())).toMatchObject({
      heldBytes: 40 * 30 * 3 * 2,
    });
    expect(await read(await picture().png({ progressive: true }).toBuffer())).toMatchObject({
      heldBytes: 40 * 30 * 3,
    });
  });

  it('a tiled TIFF is for iipsrv, unless it is stored turned', async () => {
    const tiled = picture().resize(600, 400);
    const options = { tile: true, compression: 'deflate' } as const;
    expect(await read(await tiled.clone().tiff(options).toBuffer())).toMatchObject({ isDirect: true });
    expect(await read(await tiled.withMetadata({ orientation: 6 }).tiff(options).toBuffer())).toMatchObject({
      isDirect: false,
      width: 400,
      height: 600,
    });
  });

  it('a JPEG that ends early is truncated, wherever it is cut', async () => {
    const whole = await picture().jpeg().toBuffer();
    for (const length of [3, 10, 100])
      expect(await read(whole.subarray(0, length))).toMatchObject({ code: 'truncated' });
  });
});
