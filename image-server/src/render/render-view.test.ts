import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { resolveImageRequest } from '../../../auth/src/core/image/image-plan.js';
import { parseImageTail } from '../../../auth/src/core/image/image-request.js';
import { servedLimits } from '../../../auth/src/core/image/served-limits.js';
import { ok } from '../../../auth/src/core/result.js';
import type { OpenImage } from '../files/open-file.js';
import type { Render } from './render.js';
import { createRenderView } from './render-view.js';
import { createTierBlocks } from './tier-blocks.js';

const image = { name: 'n', master: { width: 6000, height: 4000 } } as OpenImage;

/** Renders flat grey, and notes which parts of the master it was asked for. */
function useRender(): { readonly asked: string[]; readonly render: Render } {
  const asked: string[] = [];
  return {
    asked,
    render: async (_, { region, width, height }) => {
      asked.push(`${region.x},${region.y},${region.width},${region.height}/${width},${height}`);
      const flat = { create: { width, height, channels: 3 as const, background: '#888' } };
      return ok(await sharp(flat).jpeg().toBuffer());
    },
  };
}

async function show(
  tails: readonly string[],
  view: { readonly width: number; readonly height: number },
): Promise<{ readonly asked: readonly string[]; readonly sizes: readonly string[] }> {
  const { asked, render } = useRender();
  const renderView = createRenderView(render, createTierBlocks(render, 8_000_000), 85);
  const sizes: string[] = [];
  for (const tail of tails) {
    const request = parseImageTail(tail, 2);
    if (!request.ok) throw new Error(tail);
    const plan = resolveImageRequest(request.value, view, servedLimits);
    if (!plan.ok) throw new Error(tail);
    // oxlint-disable-next-line no-await-in-loop -- in this order
    const made = await renderView(image, plan.value, { view, gray: false });
    if (!made.ok) throw new Error(made.error);
    // oxlint-disable-next-line no-await-in-loop
    const { width, height } = await sharp(made.value).metadata();
    sizes.push(`${width}x${height}`);
  }
  return { asked, sizes };
}

describe('pictures of a reduced tier', () => {
  it('are all made of one rendering of its pixels, whatever region and size is asked', async () => {
    const tails = ['full/full', '1,2,300,200/299,', 'full/399,', '10,10,1,1/full', 'full/17,233'];
    const { asked, sizes } = await show(
      tails.map((tail) => `${tail}/0/default.jpg`),
      { width: 400, height: 267 },
    );
    expect(asked).toEqual(['0,0,6000,4000/400,267']);
    expect(sizes).toEqual(['400x267', '299x199', '399x266', '1x1', '17x233']);
  });

  it('are joined from fixed blocks of a larger tier', async () => {
    const { asked, sizes } = await show(
      ['500,500,100,50/full/90/gray.jpg', '0,0,512,512/full/0/default.jpg'],
      {
        width: 1500,
        height: 1000,
      },
    );
    expect(asked).toHaveLength(4);
    expect(asked[0]).toBe('0,0,2048,2048/512,512');
    expect(sizes).toEqual(['50x100', '512x512']);
  });

  it('are taken from the master where they are far smaller than a large tier', async () => {
    const { asked } = await show(['full/500,/0/default.jpg'], { width: 3000, height: 2000 });
    expect(asked).toEqual(['0,0,6000,4000/500,333']);
  });

  it('an image that is shown as it is has no blocks', async () => {
    const { asked } = await show(['0,0,700,700/full/0/default.jpg'], image.master);
    expect(asked).toEqual(['0,0,700,700/700,700']);
  });
});
