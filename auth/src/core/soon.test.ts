import { describe, expect, it } from '@jest/globals';
import { soon } from './soon.js';

const fail = (): number => {
  throw new Error('away');
};

describe('soon', () => {
  it('uses at once what is at hand', () => {
    expect(soon(2, (value) => value + 1)).toBe(3);
  });

  it('waits for what isn’t', async () => {
    await expect(soon(Promise.resolve(2), (value) => value + 1)).resolves.toBe(3);
    await expect(soon(2, (value) => Promise.resolve(value + 1))).resolves.toBe(3);
  });

  it('hides no failure', async () => {
    expect(() => soon(2, fail)).toThrow('away');
    await expect(soon(Promise.resolve(2), fail)).rejects.toThrow('away');
    await expect(soon(Promise.reject(new Error('away')), (value: number) => value)).rejects.toThrow('away');
  });
});
