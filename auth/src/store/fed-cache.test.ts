import { beforeEach, describe, expect, it } from '@jest/globals';
import { createFedCache, type FedCache } from './fed-cache.js';

interface Waiting {
  readonly key: string;
  readonly answer: (value: string | null) => void;
  readonly fail: (error: Error) => void;
}

let asked: Waiting[];
let fresh: boolean;
let now: number;
let good: (value: string) => boolean;
let cache: FedCache<string, string>;

beforeEach(() => {
  asked = [];
  fresh = true;
  now = 1000;
  good = () => true;
  cache = createFedCache<string, string>({
    load: async (key) => new Promise((answer, fail) => void asked.push({ key, answer, fail })),
    isFresh: () => fresh,
    isGood: (value) => good(value),
    now: () => now,
    max: 3,
  });
});

async function findWith(key: string, value: string | null): Promise<string | null> {
  const found = cache.find(key);
  asked.at(-1)?.answer(value);
  return found;
}

describe('createFedCache', () => {
  it('asks once while the feed is fresh', async () => {
    expect(await findWith('a', 'x')).toBe('x');
    expect(await cache.find('a')).toBe('x');
    expect(asked).toHaveLength(1);
  });

  it('asks once for all who ask at once', async () => {
    const found = [1, 2, 3].map(async () => cache.find('a'));
    asked[0]?.answer('x');
    expect(await Promise.all(found)).toEqual(['x', 'x', 'x']);
    expect(asked).toHaveLength(1);
  });

  it('asks each time while the feed is not fresh, and believes itself again after', async () => {
    await findWith('a', 'x');
    fresh = false;
    expect(await findWith('a', 'y')).toBe('y');
    expect(await findWith('a', 'z')).toBe('z');
    fresh = true;
    expect(await cache.find('a')).toBe('z');
    expect(asked).toHaveLength(3);
  });

  it('gives nobody an answer to an earlier question while the feed is not fresh, and asks once for all who wait', async () => {
    const early = cache.find('a');
    fresh = false;
    const late = [1, 2, 3].map(async () => cache.find('a'));
    asked[0]?.answer('before');
    expect(await early).toBe('before');
    await new Promise(setImmediate);
    expect(asked).toHaveLength(2);
    asked[1]?.answer('after');
    expect(await Promise.all(late)).toEqual(['after', 'after', 'after']);
    fresh = true;
    expect(await cache.find('a')).toBe('after');
  });

  it('asks again after a change', async () => {
    await findWith('a', 'x');
    await findWith('b', 'x');
    cache.drop('a');
    expect(await findWith('a', null)).toBeNull();
    expect(await cache.find('b')).toBe('x');
    cache.flush();
    expect(await findWith('b', 'y')).toBe('y');
  });

  it('does not keep an answer that a change overtook', async () => {
    for (const change of [() => cache.drop('a'), () => cache.flush()]) {
      const early = cache.find('a');
      const asking = asked.at(-1);
      change();
      const late = cache.find('a');
      expect(asked.at(-1)).not.toBe(asking);
      asked.at(-1)?.answer('new');
      await late;
      asking?.answer('old');
      expect(await early).toBe('old');
      expect(await cache.find('a')).toBe('new');
      cache.flush();
    }
  });

  it('believes it no longer where the clock was set back', async () => {
    await findWith('a', null);
    now = -5_000_000;
    expect(await findWith('a', 'x')).toBe('x');
  });

  it('believes for a second that there is none, even while the feed is not fresh, and no longer', async () => {
    await findWith('a', null);
    now += 999;
    fresh = false;
    expect(await cache.find('a')).toBeNull();
    expect(asked).toHaveLength(1);
    now += 1;
    expect(await findWith('a', 'x')).toBe('x');
  });

  it('forgets at once that there was none when one is made', async () => {
    await findWith('a', null);
    cache.drop('a');
    expect(await findWith('a', 'x')).toBe('x');
  });

  it('does not let unknown keys push out known ones', async () => {
    await findWith('a', 'x');
    for (let i = 0; i < 50; i += 1) await findWith(`unknown ${i}`, null);
    expect(await cache.find('a')).toBe('x');
  });

  it('fails when the store fails, and asks again the next time', async () => {
    const failing = cache.find('a');
    asked[0]?.fail(new Error('down'));
    await expect(failing).rejects.toThrow('down');
    expect(await findWith('a', 'x')).toBe('x');
  });

  it('asks again for a value that no longer counts, and takes it as none if it still does not', async () => {
    await findWith('a', 'x');
    good = (value) => value !== 'x';
    expect(await findWith('a', 'y')).toBe('y');
    await findWith('b', 'x');
    expect(await cache.find('b')).toBeNull();
    expect(asked).toHaveLength(3);
  });

  it('replaces only what is still kept', async () => {
    await findWith('a', 'x');
    cache.replace('a', 'x', 'y');
    expect(await cache.find('a')).toBe('y');
    cache.replace('a', 'x', 'z');
    expect(await cache.find('a')).toBe('y');
    cache.drop('a');
    cache.replace('a', 'y', 'z');
    expect(await findWith('a', null)).toBeNull();
  });
});
