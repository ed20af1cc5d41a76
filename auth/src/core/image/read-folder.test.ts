import { describe, expect, it } from '@jest/globals';
import { readFolderName, readFolderNames } from './read-folder.js';

describe('readFolderName', () => {
  it.each([
    ['/', ''],
    ['', ''],
    ['/staff/', 'staff'],
    [' maps/old ', 'maps/old'],
  ])('reads %j as %j', (text, folder) => {
    expect(readFolderName(text)).toEqual({ ok: true, value: folder });
  });

  it.each(['/a//b', '../x', 'a/./b'])('refuses %j', (text) => {
    expect(readFolderName(text).ok).toBe(false);
  });
});

describe('readFolderNames', () => {
  it('gives each once, or every problem', () => {
    expect(readFolderNames(['/b', 'a', '/b/'])).toEqual({ ok: true, value: ['a', 'b'] });
    const read = readFolderNames(['..', 'a', '/./']);
    expect(read.ok ? [] : read.error).toHaveLength(2);
  });
});
