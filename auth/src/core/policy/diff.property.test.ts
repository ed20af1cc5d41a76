import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import {
  arbitraryPolicy,
  arbitraryTime,
  arbitraryVisitor,
  paths,
} from '../../../test/support/arbitrary-policy.js';
import type { ImagePath } from '../image/image-path.js';
import { compilePolicy } from './compile.js';
import { covers } from './covers.js';
import { decide } from './decide.js';
import { diffPolicies } from './diff.js';
import type { Policy } from './model.js';
import { validatePolicy } from './validate-policy.js';

const path = fc.constantFrom(...(paths as ImagePath[]));
const runs = process.env['GATEHOUSE_TEST_FULL'] === '1' ? 20_000 : 1500;

describe('the difference between any two policies', () => {
  it('counts every image of which anybody gets more, now or later: what is published without a yes opens nothing', () => {
    fc.assert(
      fc.property(
        arbitraryPolicy,
        arbitraryPolicy,
        arbitraryVisitor,
        path,
        fc.tuple(arbitraryTime, arbitraryTime),
        fc.array(fc.constantFrom('grants', 'ceilings', 'both', 'none'), { minLength: 6 }),
        (before, other, visitor, image, times, parts) => {
          // Mostly the same rules, with some grants or ceilings of others.
          const folders = before.folders.map((rule, index) => {
            const from = other.folders[index] ?? rule;
            const grants = parts[index] === 'grants' || parts[index] === 'both' ? from.grants : rule.grants;
            const isCut = parts[index] === 'ceilings' || parts[index] === 'both';
            return { ...rule, grants, ceilings: isCut ? from.ceilings : rule.ceilings };
          });
          const after: Policy = { ...before, folders };
          fc.pre(validatePolicy(after).length === 0);
          const [now, then] = times[0] <= times[1] ? times : [times[1], times[0]];
          const [old, fresh] = [compilePolicy(before), compilePolicy(after)];
          const { opens, opensLater } = diffPolicies(old, fresh, [image], now);
          const at = (time: typeof now) => {
            const [was, is] = [
              decide(old, visitor, image, time).limits,
              decide(fresh, visitor, image, time).limits,
            ];
            return is !== null && (was === null || !covers(was, is));
          };
          if (at(now)) expect(opens.count).toBe(1);
          if (at(then)) expect(opens.count + opensLater.count).toBeGreaterThan(0);
        },
      ),
      { numRuns: runs },
    );
  });
});
