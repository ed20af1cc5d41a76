import { describe, expect, it } from '@jest/globals';
import { FolderQueue } from './folder-queue.js';

const limits = { waiting: 3, restSeconds: 30, quietSeconds: 2, patienceSeconds: 10 };

describe('folders waiting to be looked at', () => {
  it('are looked at once, however often they are asked for', () => {
    const queue = new FolderQueue(limits);
    expect(queue.add('a', 'asked', 0)).toBe(true);
    expect(queue.add('a', 'asked', 0)).toBe(false);
    expect(queue.take(0, 10)).toEqual(['a']);
    expect(queue.add('a', 'asked', 29)).toBe(false);
    expect(queue.add('a', 'asked', 31)).toBe(true);
  });

  it('are a bounded number, whatever a stranger asks for', () => {
    const queue = new FolderQueue(limits);
    for (let index = 0; index < 1000; index += 1) queue.add(`folder-${index}`, 'asked', 0);
    expect(queue.size).toBe(3);
  });

  it('wait for quiet after a change, but not for ever', () => {
    const queue = new FolderQueue(limits);
    for (let now = 0; now <= 9; now += 1) {
      queue.add('a', 'changed', now);
      expect(queue.take(now, 10)).toEqual([]);
    }
    expect(queue.take(10, 10)).toEqual(['a']);
    queue.add('b', 'changed', 20);
    expect(queue.take(21, 10)).toEqual([]);
    expect(queue.take(22, 10)).toEqual(['b']);
  });
});
