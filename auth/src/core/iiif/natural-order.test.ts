import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { compareNaturally } from './natural-order.js';

describe('compareNaturally', () => {
  it.each([
    [
      ['p10', 'p2', 'p1'],
      ['p1', 'p2', 'p10'],
    ],
    [
      ['001', '01', '1'],
      ['001', '01', '1'],
    ],
    [
      ['a9b9', 'a9b10', 'a10b1'],
      ['a9b9', 'a9b10', 'a10b1'],
    ],
    [
      ['b', 'a', 'a1'],
      ['a', 'a1', 'b'],
    ],
    [
      ['9007199254740993', '9007199254740992'],
      ['9007199254740992', '9007199254740993'],
    ],
  ])('orders %j', (names, ordered) => {
    expect([...names].sort(compareNaturally)).toEqual(ordered);
  });

  it('is one order for all: opposite both ways, and only equal texts are equal', () => {
    const name = fc.stringMatching(/^[a1 0-]{0,6}$/);
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(Math.sign(compareNaturally(a, b))).toBe(-Math.sign(compareNaturally(b, a)) + 0);
        expect(compareNaturally(a, b) === 0).toBe(a === b);
      }),
    );
  });
});
