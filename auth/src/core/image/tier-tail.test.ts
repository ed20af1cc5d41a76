import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { resolveImageRequest } from './image-plan.js';
import { parseImageTail } from './image-request.js';
import type { ImageLimits } from './resolve-size.js';
import { tailOnTier } from './tier-tail.js';
import { viewSize } from './view-size.js';

const limits: ImageLimits = { maxWidth: 5000, maxHeight: 5000, maxArea: null, upscale: false };
const master = { width: 6000, height: 4000 };

function onTier(tail: string, api: 2 | 3 = 2, view = viewSize(master, 400)) {
  const request = parseImageTail(tail, api);
  if (!request.ok) throw new Error(tail);
  const result = tailOnTier(request.value, master, view, limits, api);
  return result === null ? null : result.ok ? result.value : result.error.code;
}

describe('tailOnTier', () => {
  it.each([
    ['full/max/0/default.jpg', 'full/full/0/default.jpg'],
    ['full/full/0/default.jpg', 'full/full/0/default.jpg'],
    ['full/90,/0/default.jpg', 'full/90,/0/default.jpg'],
    ['full/2000,/!90/gray.jpg', 'full/full/!90/gray.jpg'],
    ['full/pct:5/0/default.jpg', 'full/300,/0/default.jpg'],
    ['full/1000,4000/0/default.jpg', 'full/67,267/0/default.jpg'],
    ['square/!3000,3000/0/default.jpg', '66,0,267,267/full/0/default.jpg'],
    ['pct:50,50,50,50/10,/0/default.jpg', '200,134,200,133/10,/0/default.jpg'],
  ])('of %s is %s', (tail, expected) => {
    expect(onTier(tail)).toBe(expected);
  });

  it('leaves pixel regions alone, even the one that is the whole image', () => {
    expect(onTier('0,0,512,512/256,/0/default.jpg')).toBeNull();
    expect(onTier('0,0,6000,4000/256,/0/default.jpg')).toBeNull();
  });

  it('refuses what is refused on the master', () => {
    expect(onTier('pct:100,0,5,5/max/0/default.jpg')).toBe('region_outside');
    expect(onTier('full/max/0/default.gif')).toBe('format_unsupported');
  });

  it('is always a request that the tier answers', () => {
    const number = fc.integer({ min: 1, max: 9000 });
    const size = fc.oneof(
      fc.tuple(number, number).map((pair) => pair.join(',')),
      fc.tuple(number, number).map((pair) => `!${pair.join(',')}`),
      number.map((width) => `${width},`),
      number.map((n) => `pct:${(n % 999) + 1}`),
    );
    fc.assert(
      fc.property(
        size,
        fc.constantFrom('full', 'square', 'pct:10,10,50.5,80'),
        number,
        (text, region, maxEdge) => {
          const view = viewSize(master, maxEdge);
          const tail = onTier(`${region}/${text}/0/default.jpg`, 3, view);
          if (tail === 'region_outside') return;
          const request = parseImageTail(tail ?? '', 3);
          expect(request.ok && resolveImageRequest(request.value, view, limits).ok).toBe(true);
        },
      ),
    );
  });
});
