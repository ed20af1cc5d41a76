import { describe, expect, it } from '@jest/globals';

import { covers, meet, noLimits } from './covers.js';
import { bestRank, rankTiers, tierName, tiersWithin } from './tier-table.js';

const preview = { maxEdge: 400, quality: 'color' } as const;
const grey = { maxEdge: 1600, quality: 'gray' } as const;

describe('covers', () => {
  it('needs an edge no smaller and a quality no lesser', () => {
    expect(covers(noLimits, preview)).toBe(true);
    expect(covers(noLimits, grey)).toBe(true);
    expect(covers(grey, preview)).toBe(false);
    expect(covers(preview, grey)).toBe(false);
    expect(covers(grey, { maxEdge: 400, quality: 'gray' })).toBe(true);
    expect(covers(preview, noLimits)).toBe(false);
  });
  it('meets in the smaller edge and the lesser quality', () => {
    expect(meet(preview, grey)).toEqual({ maxEdge: 400, quality: 'gray' });
    expect(meet(noLimits, preview)).toEqual(preview);
    expect(meet(grey, noLimits)).toEqual(grey);
  });
});

describe('tier ranks', () => {
  it('follow the document, but put nothing below what it covers', () => {
    expect(
      rankTiers([
        { name: 'preview', ...preview },
        { name: 'grey', ...grey },
      ]).names,
    ).toEqual(['preview', 'grey', 'full']);
    expect(
      rankTiers([
        { name: 'grey', ...grey },
        { name: 'preview', ...preview },
      ]).names,
    ).toEqual(['grey', 'preview', 'full']);
    const big = { name: 'big', maxEdge: 3000, quality: 'color' } as const;
    expect(rankTiers([big, { name: 'grey', ...grey }, { name: 'preview', ...preview }]).names).toEqual([
      'grey',
      'preview',
      'big',
      'full',
    ]);
  });
  it('know no tier that nobody defined', () => {
    const table = rankTiers(
      Array.from({ length: 30 }, (_, index) => ({
        name: `t${index}`,
        maxEdge: index + 1,
        quality: 'color' as const,
      })),
    );
    expect(tiersWithin(table, 'other')).toBe(0);
    expect(tiersWithin(table, 'closed')).toBe(0);
    expect(tierName(table, bestRank(tiersWithin(table, 'full')))).toBe('full');
    expect(tierName(table, bestRank(tiersWithin(table, 't29')))).toBe('t29');
    expect(tierName(table, bestRank(0))).toBe('closed');
  });
});
