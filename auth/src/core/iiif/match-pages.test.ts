import { describe, expect, it } from '@jest/globals';
import { nothingSaid } from './folder-description.js';
import { matchPages } from './match-pages.js';

const match = (files: readonly string[], names: readonly string[]): readonly string[] => [
  ...matchPages(
    files.map((file) => ({ ...nothingSaid, file })),
    names,
  ).keys(),
];

describe('pages are about files', () => {
  it('of exactly their name, in the order of the pages', () => {
    expect(match(['b.jp2', 'a.jp2'], ['a.jp2', 'b.jp2', 'c.jp2'])).toEqual(['b.jp2', 'a.jp2']);
  });

  it('whose name is written with other signs for the same letters', () => {
    expect(match(['Zürich.jp2'], ['Zu\u0308rich.jp2'])).toEqual(['Zu\u0308rich.jp2']);
  });

  it('that they name without the ending, where there is one only', () => {
    expect(match(['a', 'b'], ['a.jp2', 'b.jp2', 'b.tif'])).toEqual(['a.jp2']);
  });

  it('and of no other', () => {
    expect(match(['A.jp2', 'x'], ['a.jp2'])).toEqual([]);
  });
});
