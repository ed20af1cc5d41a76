import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import { createRecode } from './recode.js';

const recode = createRecode(async (_pixels, work) => ({ ok: true, value: await work() }));
const plan: ImagePlan = {
  region: { x: 0, y: 0, width: 40, height: 20 },
  whole: true,
  width: 40,
  height: 20,
  max: true,
  mirror: false,
  rotation: 0,
  quality: 'default',
  format: 'png',
};

async function jpegOf(background: string, channels: 3 | 1 = 3): Promise<Buffer> {
  const picture = sharp({ create: { width: 40, height: 20, channels: 3, background } });
  return (channels === 1 ? picture.toColourspace('b-w') : picture).jpeg().toBuffer();
}

describe('other formats', () => {
  it.each(['png', 'webp'] as const)('%s shows the pixels of the JPEG', async (format) => {
    const jpeg = await jpegOf('#c04020');
    const made = await recode(jpeg, { ...plan, format });
    if (!made.ok) throw new Error(made.error);
    const { data, info } = await sharp(made.value).raw().toBuffer({ resolveWithObject: true });
    const before = await sharp(jpeg).raw().toBuffer();
    expect([info.width, info.height, (await sharp(made.value).metadata()).format]).toEqual([40, 20, format]);
    const far = [...data.subarray(0, 3)].map((value, index) => Math.abs(value - (before[index] ?? 0)));
    expect(Math.max(...far)).toBeLessThanOrEqual(format === 'png' ? 0 : 8);
  });

  it('a grey picture stays grey', async () => {
    const made = await recode(await jpegOf('#808080', 1), { ...plan, quality: 'gray' });
    expect(made.ok && (await sharp(made.value).metadata()).channels).toBe(1);
  });

  it('black and white are nothing between', async () => {
    const made = await recode(await jpegOf('#909090', 1), { ...plan, quality: 'bitonal' });
    expect(made.ok && new Set(await sharp(made.value).raw().toBuffer())).toEqual(new Set([255]));
  });

  it('JPEG is passed on as it is, and what is none is refused', async () => {
    const jpeg = await jpegOf('#123456');
    expect(await recode(jpeg, { ...plan, format: 'jpg' })).toEqual({ ok: true, value: jpeg });
    expect(await recode(Buffer.from('no picture'), plan)).toEqual({ ok: false, error: 'unusable' });
  });
});
