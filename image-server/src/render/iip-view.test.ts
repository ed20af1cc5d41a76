import { describe, expect, it } from '@jest/globals';
import type { Master } from '../master/master.js';
import { reckonView } from './iip-view.js';

function masterOf(width: number, height: number, real: number): Master {
  const levels = [{ width, height }];
  let believedLevels = 1;
  for (let size = { width, height }; size.width > 256 || size.height > 256; believedLevels += 1) {
    size = { width: Math.floor(size.width / 2), height: Math.floor(size.height / 2) };
    if (believedLevels < real) levels.push(size);
  }
  return {
    format: 'jp2',
    width,
    height,
    tileWidth: 512,
    tileHeight: 512,
    channels: 3,
    bits: 8,
    levels,
    believedLevels,
  };
}

describe('what iipsrv would decode', () => {
  const map = masterOf(6000, 8000, 7);

  it('is the smallest level that is large enough', () => {
    const whole = { x: 0, y: 0, width: 6000, height: 8000 };
    expect(reckonView(map, whole, { width: 6000, height: 8000 })).toEqual({ level: 0, ...whole });
    expect(reckonView(map, whole, { width: 3000, height: 4000 })).toMatchObject({
      level: 1,
      width: 3000,
      height: 4000,
    });
    expect(reckonView(map, whole, { width: 750, height: 1000 })).toMatchObject({
      level: 3,
      width: 750,
      height: 1000,
    });
    expect(reckonView(map, whole, { width: 10, height: 13 })).toMatchObject({
      level: 5,
      width: 187,
      height: 250,
    });
  });

  it('is the very tile at the full size and at an eighth', () => {
    const tile = { x: 2048, y: 3072, width: 256, height: 256 };
    expect(reckonView(map, tile, { width: 256, height: 256 })).toEqual({ level: 0, ...tile });
    expect(
      reckonView(map, { x: 2048, y: 4096, width: 2048, height: 2048 }, { width: 256, height: 256 }),
    ).toEqual({
      level: 3,
      x: 256,
      y: 512,
      width: 256,
      height: 256,
    });
  });

  it('must not be asked for where the level is not in the file', () => {
    const poor = masterOf(3001, 2003, 3);
    expect(
      reckonView(poor, { x: 0, y: 0, width: 3001, height: 2003 }, { width: 100, height: 67 }),
    ).toBeNull();
    expect(
      reckonView(poor, { x: 0, y: 0, width: 3001, height: 2003 }, { width: 750, height: 501 }),
    ).not.toBeNull();
  });

  it('must not be asked for where rounding leaves nothing of the region', () => {
    // The last pixels of an odd width lie behind the level's edge.
    expect(
      reckonView(masterOf(6001, 8001, 7), { x: 6000, y: 8000, width: 1, height: 1 }, { width: 1, height: 1 }),
    ).not.toBeNull();
    expect(
      reckonView(
        masterOf(1501, 1103, 4),
        { x: 1496, y: 0, width: 5, height: 1103 },
        { width: 1, height: 137 },
      ),
    ).toBeNull();
  });
});
