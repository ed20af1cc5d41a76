import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createGeneration, type Generation } from './generation.js';

let time = 0;
let ids = 0;

const open = (): Generation =>
  createGeneration({
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    newId: () => `id ${(ids += 1)}`,
    now: () => time,
  });

/** Two replicas that heard the same mark. */
function pair(): readonly [Generation, Generation] {
  const both = [open(), open()] as const;
  for (const one of both) one.mark('m1');
  return both;
}

describe('generation', () => {
  it('is one for all that heard the same since a mark, and another with each notice and its order', () => {
    const [a, b] = pair();
    const seen = new Set([a.current()]);
    for (const notice of ['user:1', 'policy', 'user:1']) {
      a.hear(notice);
      expect(a.current()).not.toBe(b.current());
      b.hear(notice);
      expect(a.current()).toBe(b.current());
      seen.add(a.current());
    }
    expect(seen.size).toBe(4);
    a.hear('x');
    a.hear('y');
    b.hear('y');
    b.hear('x');
    expect(a.current()).not.toBe(b.current());
  });

  it('is nobody else’s at the beginning, and after something was missed, until the next mark', () => {
    const [a, b] = [open(), open()];
    expect(a.current()).not.toBe(b.current());
    for (const one of [a, b]) one.mark('m1');
    expect(a.current()).toBe(b.current());
    b.lose();
    expect(a.current()).not.toBe(b.current());
    for (const one of [a, b]) one.hear('user:1');
    expect(a.current()).not.toBe(b.current());
    for (const one of [a, b]) one.mark('m2');
    expect(a.current()).toBe(b.current());
  });

  it('is another one at once for whoever changes something, each time, and the common one again a second later', () => {
    const [a, b] = pair();
    const before = a.current();
    a.tell();
    const first = a.current();
    a.tell();
    expect(new Set([before, first, a.current()]).size).toBe(3);
    expect(b.current()).toBe(before);
    for (const one of [a, b]) one.hear('session:1');
    expect(a.current()).not.toBe(b.current());
    time += 999;
    expect(a.current()).not.toBe(b.current());
    time += 1;
    expect(a.current()).toBe(b.current());
    expect(a.current()).not.toBe(before);
  });

  it('is another one with each notice, also while it is one’s own', () => {
    const one = open();
    one.tell();
    const before = one.current();
    one.hear('policy');
    expect(one.current()).not.toBe(before);
  });
});
