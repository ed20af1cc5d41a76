import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { formatCanonicalTail } from './canonical-tail.js';
import { planOnMaster, resolveImageRequest } from './image-plan.js';
import { parseImageTail } from './image-request.js';
import { type ImageLimits, isWithinLimits } from './resolve-size.js';
import { type PixelSize, viewSize } from './view-size.js';

const unlimited: ImageLimits = { maxWidth: null, maxHeight: null, maxArea: null, upscale: false };
const image = { width: 300, height: 200 };

function plan(tail: string, api: 2 | 3 = 3, of: PixelSize = image, limits: ImageLimits = unlimited) {
  const request = parseImageTail(tail, api);
  return request.ok ? resolveImageRequest(request.value, of, limits) : request;
}
const regionOf = (region: string) => {
  const result = plan(`${region}/max/0/default.jpg`);
  return result.ok ? result.value.region : result.error.code;
};
const sizeOf = (size: string, api: 2 | 3 = 3, limits: ImageLimits = unlimited, of: PixelSize = image) => {
  const result = plan(`full/${size}/0/default.jpg`, api, of, limits);
  return result.ok
    ? `${result.value.width}x${result.value.height}`
    : `${result.error.status} ${result.error.code}`;
};

const edge = fc.integer({ min: 1, max: 20_000 });
const anySize = fc.record({ width: edge, height: edge });
const percentage = fc.integer({ min: 0, max: 150_000 }).map((thousandths) => String(thousandths / 1000));
const anyRegion = fc.oneof(
  fc.constantFrom('full', 'square'),
  fc.tuple(edge, edge, edge, edge).map((numbers) => numbers.join(',')),
  fc.tuple(percentage, percentage, percentage, percentage).map((numbers) => `pct:${numbers.join(',')}`),
);
const anySizeText = fc.oneof(
  fc.constant('max'),
  edge.map((width) => `${width},`),
  edge.map((height) => `,${height}`),
  fc.tuple(edge, edge).map((numbers) => numbers.join(',')),
  fc.tuple(edge, edge).map((numbers) => `!${numbers.join(',')}`),
  percentage.map((n) => `pct:${n}`),
);
const anyTail = fc
  .tuple(
    anyRegion,
    anySizeText,
    fc.constantFrom('0', '!0', '90', '!180', '270', '360'),
    fc.constantFrom('default', 'color', 'gray', 'bitonal'),
  ) // prettier-ignore
  .map(([region, size, rotation, quality]) => `${region}/${size}/${rotation}/${quality}.jpg`);
const optionalLimit = fc.option(fc.integer({ min: 1, max: 30_000 }));
const anyLimits = fc.record({
  maxWidth: optionalLimit,
  maxHeight: optionalLimit,
  maxArea: fc.option(fc.integer({ min: 1, max: 100_000_000 })),
  upscale: fc.constant(false as const),
});
const anyApi = fc.constantFrom(2 as const, 3 as const);

describe('resolveImageRequest: region', () => {
  it.each([
    ['full', [0, 0, 300, 200]],
    ['square', [50, 0, 200, 200]],
    ['125,15,120,140', [125, 15, 120, 140]],
    ['pct:41.6,7.5,40,70', [125, 15, 120, 140]],
    ['125,15,200,200', [125, 15, 175, 185]],
    ['pct:41.6,7.5,66.6,100', [125, 15, 175, 185]],
    ['299,199,1,1', [299, 199, 1, 1]],
    ['0,0,999999999,999999999', [0, 0, 300, 200]],
  ])('%s of 300x200 is the one of the specification', (region, [x, y, width, height]) => {
    expect(regionOf(region)).toEqual({ x, y, width, height });
  });

  it.each(['300,0,5,5', '0,200,5,5', 'pct:100,0,5,5', 'pct:0,0,0.01,5', '5000,5000,100,100'])(
    'refuses %s, which holds no pixel',
    (region) => {
      expect(regionOf(region)).toBe('region_outside');
    },
  );
});

describe('resolveImageRequest: size', () => {
  it.each([
    ['max', '300x200'],
    ['150,', '150x100'],
    [',150', '225x150'],
    ['pct:50', '150x100'],
    ['pct:33.333', '100x67'],
    ['225,100', '225x100'],
    ['!225,100', '150x100'],
    ['!900,900', '300x200'],
    ['^150,', '150x100'],
    ['^!150,150', '150x100'],
    ['1,', '1x1'],
    ['pct:0.001', '1x1'],
    ['301,', '400 size_above_region'],
    [',201', '400 size_above_region'],
    ['300,201', '400 size_above_region'],
    ['pct:101', '400 size_above_region'],
    ['^301,', '501 upscaling_unsupported'],
    ['^pct:120', '501 upscaling_unsupported'],
    ['^!360,360', '501 upscaling_unsupported'],
    ['^max', '501 upscaling_unsupported'],
  ])('%s of 300x200 is %s', (size, expected) => {
    expect(sizeOf(size)).toBe(expected);
  });

  it('2.1 never goes above the region either, and full is not scaled', () => {
    expect(sizeOf('full', 2)).toBe('300x200');
    expect(sizeOf('400,', 2)).toBe('400 size_above_region');
    expect(sizeOf('!400,400', 2)).toBe('300x200');
  });

  it('keeps one pixel of a very long image', () => {
    expect(sizeOf('256,', 2, unlimited, { width: 40_000, height: 20 })).toBe('256x1');
    expect(sizeOf('!90,90', 3, unlimited, { width: 20, height: 40_000 })).toBe('1x90');
  });

  it('max and !w,h yield to the limits; everything else is refused above them', () => {
    const limits = { ...unlimited, maxWidth: 200 };
    expect(sizeOf('max', 3, limits)).toBe('200x133');
    expect(sizeOf('^max', 3, limits)).toBe('200x133');
    expect(sizeOf('!250,250', 3, limits)).toBe('200x133');
    expect(sizeOf('250,', 3, limits)).toBe('400 size_above_limits');
    expect(sizeOf('full', 2, limits)).toBe('400 size_above_limits');
    expect(sizeOf('max', 2, { ...unlimited, maxArea: 15_000 })).toBe('150x100');
    expect(sizeOf('max', 3, { ...unlimited, maxWidth: 100 }, { width: 50, height: 400 })).toBe('13x100');
  });

  it('is always at least 1x1, within the region and the limits', () => {
    fc.assert(
      fc.property(anyTail, anyApi, anySize, anyLimits, (tail, api, of, limits) => {
        const result = plan(tail, api, of, limits);
        if (!result.ok) return;
        const { region, width, height } = result.value;
        expect(region.x >= 0 && region.y >= 0 && region.width >= 1 && region.height >= 1).toBe(true);
        expect(region.x + region.width).toBeLessThanOrEqual(of.width);
        expect(region.y + region.height).toBeLessThanOrEqual(of.height);
        expect(width >= 1 && height >= 1 && width <= region.width && height <= region.height).toBe(true);
        expect(isWithinLimits({ width, height }, limits)).toBe(true);
        for (const number of [...Object.values(region), width, height])
          expect(Number.isInteger(number)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('max is always possible', () => {
    fc.assert(
      fc.property(anySize, anyLimits, (of, limits) => {
        expect(plan('full/max/0/default.jpg', 3, of, limits).ok).toBe(true);
      }),
    );
  });
});

describe('resolveImageRequest: what cannot be made', () => {
  it('says which rotations and formats there are', () => {
    expect(plan('full/max/22.5/default.jpg')).toMatchObject({
      ok: false,
      error: { status: 400, code: 'rotation_unsupported' },
    });
    for (const format of ['jpg', 'png', 'webp'])
      expect(plan(`full/max/0/default.${format}`)).toMatchObject({ ok: true, value: { format } });
    for (const format of ['tif', 'gif', 'jp2', 'pdf', 'avif', 'exe', 'jpeg']) {
      expect(plan(`full/max/0/default.${format}`)).toMatchObject({
        ok: false,
        error: { status: 400, code: 'format_unsupported', message: 'ask for the format jpg, png, webp' },
      });
    }
  });
});

describe('planOnMaster', () => {
  const anyView = fc
    .tuple(anySize, fc.integer({ min: 1, max: 20_000 }))
    .map(([master, maxEdge]) => ({ master, view: viewSize(master, maxEdge) }));

  it('changes nothing where the view is the master', () => {
    fc.assert(
      fc.property(anyTail, anySize, (tail, of) => {
        const result = plan(tail, 3, of);
        if (result.ok) expect(planOnMaster(result.value, of, of)).toEqual(result.value);
      }),
    );
  });

  it('stays inside the master, covers it for the whole, and is never finer than the tier', () => {
    fc.assert(
      fc.property(anyTail, anyApi, anyView, (tail, api, { master, view }) => {
        const result = plan(tail, api, view);
        if (!result.ok) return;
        const { region, width, height, whole } = planOnMaster(result.value, view, master);
        expect(region.x >= 0 && region.y >= 0 && region.width >= 1 && region.height >= 1).toBe(true);
        expect(region.x + region.width).toBeLessThanOrEqual(master.width);
        expect(region.y + region.height).toBeLessThanOrEqual(master.height);
        if (whole) expect(region).toEqual({ x: 0, y: 0, ...master });
        // Pixels of the answer per pixel of the master, against the tier's own: exact in integers.
        expect(width * master.width).toBeLessThanOrEqual(region.width * view.width);
        expect(height * master.height).toBeLessThanOrEqual(region.height * view.height);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('formatCanonicalTail', () => {
  it.each([
    ['full/max/0/color.jpg', 'full/full/0/default.jpg', 'full/max/0/default.jpg'],
    ['0,0,300,200/150,100/360/gray.jpg', 'full/150,/0/gray.jpg', 'full/150,100/0/gray.jpg'],
    ['pct:41.6,7.5,40,70/60,60/!90/default.jpg', '125,15,120,140/60,60/!90/default.jpg', '125,15,120,140/60,60/!90/default.jpg'], // prettier-ignore
    ['square/pct:10/0/bitonal.jpg', '50,0,200,200/20,/0/bitonal.jpg', '50,0,200,200/20,20/0/bitonal.jpg'],
  ])('of %s is %s in 2.1 and %s in 3.0', (tail, canonical2, canonical3) => {
    for (const [api, expected] of [
      [2, canonical2],
      [3, canonical3],
    ] as const) {
      // prettier-ignore
      const result = plan(tail, api);
      expect(result.ok && formatCanonicalTail(result.value, api)).toBe(expected);
    }
  });

  it('leads to the same plan, and is its own canonical form', () => {
    fc.assert(
      fc.property(anyTail, anyApi, anySize, anyLimits, (tail, api, of, limits) => {
        const result = plan(tail, api, of, limits);
        if (!result.ok) return;
        const canonical = formatCanonicalTail(result.value, api);
        const again = plan(canonical, api, of, limits);
        const quality = result.value.quality === 'color' ? 'default' : result.value.quality;
        expect(again).toEqual({ ok: true, value: { ...result.value, quality } });
        expect(again.ok && formatCanonicalTail(again.value, api)).toBe(canonical);
      }),
      { numRuns: 2000 },
    );
  });
});
