import { describe, expect, it } from '@jest/globals';
import { createRefusalCounter, type RefusalCount } from './refusal-count.js';
import { epochSeconds } from './time.js';

describe('refusals', () => {
  it('are counted by the hour, and written once', async () => {
    let now = 3600;
    const rows: RefusalCount[] = [];
    const counter = createRefusalCounter({ add: async (counts) => void rows.push(...counts) }, () =>
      epochSeconds(now),
    );
    for (const outcome of ['signin', 'allow', 'closed', 'signin', 'notfound', 'redirect'])
      counter.note(outcome);
    now = 7200;
    counter.note('closed');
    await counter.flush();
    await counter.flush();
    expect(rows).toEqual([
      { hour: 1, kind: 'signin', count: 2 },
      { hour: 1, kind: 'closed', count: 1 },
      { hour: 2, kind: 'closed', count: 1 },
    ]);
  });

  it('are not lost while the store is away', async () => {
    const rows: RefusalCount[] = [];
    let isAway = true;
    const counter = createRefusalCounter(
      {
        add: async (counts) => {
          if (isAway) throw new Error('away');
          rows.push(...counts);
        },
      },
      () => epochSeconds(3600),
    );
    counter.note('signin');
    await expect(counter.flush()).rejects.toThrow('away');
    counter.note('signin');
    isAway = false;
    await counter.flush();
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });
});
