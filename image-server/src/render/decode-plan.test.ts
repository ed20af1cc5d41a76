import { describe, expect, it } from '@jest/globals';
import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import type { Master } from '../master/master.js';
import { planDecode } from './decode-plan.js';
import { reckonView } from './iip-view.js';

const levels = [1, 2, 4, 8, 16, 32].map((factor) => ({
  width: Math.floor(6000 / factor),
  height: Math.floor(8000 / factor),
}));
const map: Master = {
  format: 'jp2',
  width: 6000,
  height: 8000,
  tileWidth: 512,
  tileHeight: 512,
  channels: 3,
  bits: 8,
  levels,
  believedLevels: 6,
};

function planOf(change: Partial<ImagePlan>): ImagePlan {
  return {
    region: { x: 0, y: 0, width: 6000, height: 8000 },
    whole: true,
    width: 100,
    height: 133,
    max: false,
    mirror: false,
    rotation: 0,
    quality: 'default',
    format: 'jpg',
    ...change,
  };
}

describe('how a picture is decoded', () => {
  it('is by one question where iipsrv does it right', () => {
    expect(planDecode(map, planOf({}))).toMatchObject({
      kind: 'direct',
      question: { size: { width: 100, height: 133 } },
    });
  });

  it('is by the deepest level that is there, where the file has too few', () => {
    const plan = planDecode({ ...map, levels: levels.slice(0, 3) }, planOf({}));
    expect(plan).toMatchObject({ kind: 'pieces', questions: [{ size: { width: 1500, height: 2000 } }] });
  });

  it('is in strips that cover the region and that a worker has the memory for', () => {
    const plan = planDecode(map, planOf({ width: 3750, height: 5000 }));
    if (plan?.kind !== 'pieces') throw new Error('expected strips');
    expect(plan.questions.length).toBe(4);
    let next = 0;
    for (const { region, size } of plan.questions) {
      expect(region.y).toBe(next);
      expect(size).toEqual({ width: 6000, height: region.height });
      expect(size.width * size.height).toBeLessThanOrEqual(16_000_000);
      expect(reckonView(map, region, size)).toMatchObject({ level: 0 });
      next += region.height;
    }
    expect(next).toBe(8000);
  });

  it('is refused where far too much would have to be decoded', () => {
    const huge = {
      ...map,
      width: 20_000,
      height: 20_000,
      levels: [{ width: 20_000, height: 20_000 }],
      believedLevels: 8,
    };
    expect(
      planDecode(huge, planOf({ region: { x: 0, y: 0, width: 20_000, height: 20_000 }, height: 100 })),
    ).toBeNull();
  });

  it('leaves bitonal, and grey of images with alpha, to us', () => {
    expect(planDecode(map, planOf({ quality: 'bitonal' }))?.kind).toBe('pieces');
    expect(planDecode({ ...map, channels: 4 }, planOf({ quality: 'gray' }))?.kind).toBe('pieces');
    expect(planDecode(map, planOf({ quality: 'gray' }))).toMatchObject({
      kind: 'direct',
      question: { quality: 'gray' },
    });
  });

  it('never makes a picture larger than what was decoded for it', () => {
    for (let edge = 1; edge <= 6000; edge += 37) {
      const size = { width: edge, height: Math.max(1, Math.round((edge * 4) / 3)) };
      const plan = planDecode(map, planOf(size));
      if (plan?.kind !== 'direct') continue;
      const view = reckonView(map, plan.question.region, size);
      expect(view !== null && view.width + 1 >= size.width && view.height + 1 >= size.height).toBe(true);
    }
  });
});
