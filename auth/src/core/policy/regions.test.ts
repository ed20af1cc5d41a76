import { describe, expect, it } from '@jest/globals';
import { policyOf } from '../../../test/support/example-policy.js';
import { listRegions } from './regions.js';

const of = (folders: string) => policyOf(`version: 1\ntimezone: UTC\nfolders:\n${folders}`);
const open = '{ grants: [ { who: anyone, tier: full } ] }';

describe('listRegions', () => {
  it('cuts the tree where rules are, each region ending at the next', () => {
    const regions = listRegions([of(`  /: ${open}\n  /a: ${open}\n  /a/b/c: ${open}`), of(`  /ab: ${open}`)]);
    expect(regions).toEqual([
      { folder: '', below: ['a', 'ab'] },
      { folder: 'a', below: ['a/b/c'] },
      { folder: 'a/b/c', below: [] },
      { folder: 'ab', below: [] },
    ]);
  });

  it('gives up where a glob reaches across', () => {
    expect(listRegions([of(`  "**/*_verso.jp2": ${open}`)])).toBeNull();
  });
});
