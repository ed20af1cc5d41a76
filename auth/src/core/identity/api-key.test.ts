import { describe, expect, it } from '@jest/globals';
import { isInKeyFolder, readApiKey } from './api-key.js';

const key = `ghk_${'a'.repeat(43)}`;

describe('readApiKey', () => {
  it.each([`Gatehouse-Key ${key}`, `gatehouse-key  ${key} `])('reads %s', (text) => {
    expect(readApiKey(text)).toBe(key);
  });

  it.each([
    '',
    key,
    `Bearer ${key}`,
    `Basic ${key}`,
    `Gatehouse-Key ${key}x`,
    `Gatehouse-Key ${key.slice(0, -1)}`,
    `Gatehouse-Key ${key.slice(4)}`,
    `Gatehouse-Key GHKX${key.slice(4)}`,
    `Gatehouse-Key ${key}, Bearer x`,
    `Gatehouse-Key\t${key}`,
  ])('takes %j for no key', (text) => {
    expect(readApiKey(text)).toBeNull();
  });
});

describe('isInKeyFolder', () => {
  it.each([
    ['', 'a.jp2', true],
    ['a', 'a', true],
    ['a', 'a/b.jp2', true],
    ['a', 'a/b/c.jp2', true],
    ['a', 'ab/c.jp2', false],
    ['a/b', 'a/c.jp2', false],
    ['a', 'A/b.jp2', false],
  ])('folder %j, path %j: %s', (folder, path, isIn) => {
    expect(isInKeyFolder({ folder }, path)).toBe(isIn);
  });
});
