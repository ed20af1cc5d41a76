import { describe, expect, it } from '@jest/globals';
import { parseFactsAddress, parseImageAddress } from './image-address.js';

const whole =
  '/image/3/demo/6000x8000/300x400-gray/1a-2b/book!a%2Bb%20%26%20100%25.jp2/full/max/0/default.jpg';

describe('the address of a picture', () => {
  it('holds the whole decision', () => {
    expect(parseImageAddress(whole)).toEqual({
      api: 3,
      root: 'demo',
      master: { width: 6000, height: 8000 },
      view: { width: 300, height: 400 },
      gray: true,
      version: '1a-2b',
      path: 'book/a+b & 100%.jp2',
      tail: 'full/max/0/default.jpg',
    });
  });

  it('is refused when any part of it is missing', () => {
    const parts = whole.split('/');
    for (const index of parts.keys()) {
      if (index < 2 || index > 7) continue;
      expect([index, parseImageAddress(parts.with(index, '').join('/'))]).toEqual([index, null]);
    }
    expect(parseImageAddress(parts.slice(0, 8).join('/'))).toBeNull();
  });

  it.each([
    ['/image/3/', '/image/1/'],
    ['/demo/', '/etc/'],
    ['6000x8000', '06000x8000'],
    ['6000x8000', '-6000x8000'],
    ['6000x8000', '299x8000'],
    ['300x400-gray', '300x400-grey'],
    ['300x400-gray', '300x400'],
    ['1a-2b', '1a_2b'],
    ['book!', '..!'],
    ['book!', '!'],
    ['book!', '%62ook!'],
    ['book!', 'b\u00f6ok!'],
    ['%20', ' '],
    ['%2B', '+'],
  ])('is refused with %j as %j', (from, to) => {
    expect(parseImageAddress(whole.replace(from, to))).toBeNull();
  });
});

describe('the address of facts', () => {
  it('names a collection and an image', () => {
    expect(parseFactsAddress('/facts/images/a%21b!c.jp2')).toEqual({ root: 'images', path: 'a!b/c.jp2' });
  });

  it.each([
    '/facts/images/',
    '/facts/other/a.jp2',
    '/facts/images/..!a.jp2',
    '/facts/images/a.jp2?x',
    '/facts/images/a/b.jp2',
  ])('%s is refused', (target) => {
    expect(parseFactsAddress(target)).toBeNull();
  });
});
