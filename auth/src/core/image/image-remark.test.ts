import { describe, expect, it } from '@jest/globals';
import { findRemark } from './image-remark.js';

const image = {
  format: 'tiff',
  width: 6000,
  height: 4000,
  levels: 5,
  tileWidth: 256,
  tileHeight: 256,
} as const;

describe('what makes an image dear to serve', () => {
  it('is nothing where it has tiles and smaller copies', () => {
    expect(findRemark(image, false)).toBeNull();
    expect(findRemark({ ...image, format: 'jp2', tileWidth: 6000, tileHeight: 2000 }, false)).toBeNull();
    expect(findRemark({ ...image, width: 2000, height: 2000, levels: 1, tileWidth: 2000 }, false)).toBeNull();
  });

  it('is that the file has no tiles', () => {
    expect(findRemark({ ...image, format: 'jpeg' }, false)).toBe('untiled');
    expect(findRemark(image, true)).toBe('untiled');
  });

  it('is that smaller copies are lacking, or that a tile is very large', () => {
    expect(findRemark({ ...image, levels: 3 }, false)).toBe('slow');
    expect(
      findRemark(
        { ...image, format: 'jp2', width: 9000, height: 9000, tileWidth: 9000, tileHeight: 9000 },
        false,
      ),
    ).toBe('slow');
  });
});
