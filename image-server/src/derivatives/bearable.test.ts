import { describe, expect, it } from '@jest/globals';
import type { Original } from '../master/original.js';
import { findExcess, maxPixels } from './bearable.js';

const limits = { maxPixels, memoryBytes: 1_200_000_000 };

function picture(change: Partial<Original>): Original {
  const usual = { format: 'jpeg', width: 6000, height: 4000, orientation: 1, channels: 3, bits: 8 } as const;
  return { ...usual, lossless: false, heldBytes: 0, pages: 1, ...change };
}

describe('what a decoder is given', () => {
  it('is a gigapixel, and no more than two', () => {
    expect(findExcess(picture({ format: 'tiff', width: 32_768, height: 32_768 }), 3e9, limits)).toBeNull();
    expect(findExcess(picture({ width: 65_535, height: 65_535 }), 4e9, limits)).toMatch(/4295 megapixels/);
  });

  it('is no PNG that unpacks to far more than it is', () => {
    const bomb = picture({ format: 'png', width: 20_000, height: 20_000, channels: 1 });
    expect(findExcess(bomb, 1_700_000, limits)).toMatch(/decompression bomb/);
    expect(findExcess({ ...bomb, bits: 1 }, 1_700_000, limits)).toBeNull();
  });

  it('is nothing that must be in memory at once and does not fit', () => {
    expect(findExcess(picture({ heldBytes: 400_000_000 }), 1e8, limits)).toBeNull();
    expect(findExcess(picture({ heldBytes: 600_000_000 }), 1e8, limits)).toMatch(/progressive JPEG/);
  });
});
