import { describe, expect, it } from '@jest/globals';
import { createGate, largeFrom } from './lanes.js';

/** Work that ends when it is told to. */
function createWork(): { work: () => Promise<string>; finish: () => void } {
  const finishers: (() => void)[] = [];
  const done = new Promise<string>((resolve) => finishers.push(() => resolve('done')));
  return { work: async () => done, finish: () => finishers.forEach((finish) => finish()) };
}

describe('the lanes', () => {
  it('let tiles through while a large picture is being made', async () => {
    const gate = createGate({ width: 1, queue: 0 }, { width: 1, queue: 0 });
    const large = createWork();
    const waiting = gate(largeFrom, large.work);
    expect(await gate(10, async () => 'tile')).toEqual({ ok: true, value: 'tile' });
    expect(await gate(largeFrom, async () => 'second')).toEqual({ ok: false, error: 'busy' });
    large.finish();
    expect(await waiting).toEqual({ ok: true, value: 'done' });
  });

  it('let wait as many as there is room for, in order, and no more', async () => {
    const gate = createGate({ width: 1, queue: 2 }, { width: 1, queue: 0 });
    const first = createWork();
    const order: number[] = [];
    const running = [
      gate(1, first.work),
      ...[1, 2].map(async (turn) => gate(1, async () => order.push(turn))),
    ];
    expect(await gate(1, async () => 'third')).toEqual({ ok: false, error: 'busy' });
    first.finish();
    await Promise.all(running);
    expect(order).toEqual([1, 2]);
    expect(await gate(1, async () => 'free again')).toEqual({ ok: true, value: 'free again' });
  });

  it('are free again after work that failed', async () => {
    const gate = createGate({ width: 1, queue: 0 }, { width: 1, queue: 0 });
    await expect(gate(1, async () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
    expect(await gate(1, async () => 'next')).toEqual({ ok: true, value: 'next' });
  });
});
