import { describe, expect, it } from '@jest/globals';
import { createBackOff } from './back-off.js';

describe('replacing dead workers', () => {
  it('is immediate at first, slower when they die as they start, never slower than a second', () => {
    const backOff = createBackOff();
    const waits = Array.from({ length: 12 }, () => backOff.next(50));
    expect(waits.slice(0, 7)).toEqual([0, 0, 0, 0, 0, 100, 200]);
    expect(waits.at(-1)).toBe(1000);
  });

  it('is immediate again after one that lived long', () => {
    const backOff = createBackOff();
    for (let count = 0; count < 9; count += 1) backOff.next(50);
    expect(backOff.next(1500)).toBe(0);
    expect(backOff.next(50)).toBe(0);
  });
});
