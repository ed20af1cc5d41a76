import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { arbitraryPolicy } from '../../../test/support/arbitrary-policy.js';
import { atOnce } from '../stepwise.js';
import { compilePolicy } from './compile.js';
import type { Policy } from './model.js';
import { applyDelta, findDelta } from './policy-delta.js';

const copy = (policy: Policy): Policy => JSON.parse(JSON.stringify(policy)) as Policy;

describe('a difference of policies', () => {
  it('makes of the one exactly the other, whatever was removed, changed and added', () => {
    fc.assert(
      fc.property(
        arbitraryPolicy,
        arbitraryPolicy,
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 10 }),
        (a, b, pick) => {
          // Some rules of `a`, some of them with another's content, and some new ones in between.
          const others = b.folders.filter(({ pattern }) =>
            a.folders.every((rule) => rule.pattern !== pattern),
          );
          const folders = a.folders.flatMap((rule, index) => {
            const chosen = pick[index] ?? 5;
            if (chosen === 0) return [];
            if (chosen === 1) return [rule, ...others.splice(0, 1)];
            const other = b.folders[chosen - 2];
            return [chosen < 4 && other !== undefined ? { ...other, pattern: rule.pattern } : rule];
          });
          const after = { ...a, folders: [...folders, ...others] };
          const delta = atOnce(findDelta(copy(a), copy(after)));
          expect(delta).not.toBeNull();
          expect(delta && applyDelta(a, delta)).toEqual(after);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is told for single rules only, not where definitions or the order changed', () => {
    const rule = {
      grants: null,
      ceilings: [],
      manifest: null,
      hidden: true,
      contact: null,
      managed: null,
      signIn: null,
    };
    const policy: Policy = {
      version: 1,
      timezone: 'UTC',
      tiers: [],
      places: [],
      agreements: [],
      folders: ['/a', '/b', '/c'].map((pattern) => ({ ...rule, pattern })),
    };
    expect(atOnce(findDelta(policy, { ...policy, timezone: 'Europe/Berlin' }))).toBeNull();
    expect(atOnce(findDelta(policy, { ...policy, folders: policy.folders.toReversed() }))).toBeNull();
    expect(atOnce(findDelta(policy, policy))).toEqual({ removed: [], changed: [], added: [] });
    const many = Array.from({ length: 1001 }, (_, index) => ({ ...rule, pattern: `/n${index}` }));
    expect(atOnce(findDelta(policy, { ...policy, folders: [...policy.folders, ...many] }))).toBeNull();
  });

  it.each([
    ['removes what is not there', { removed: ['/x'], changed: [], added: [] }],
    ['adds beyond the end', { removed: [], changed: [], added: [{ at: 9, rule: {} as never }] }],
  ])('is refused where it %s', (_, delta) => {
    expect(applyDelta({ folders: [] } as never, delta)).toBeNull();
  });

  it('leaves all other rules the same objects, compiled once', () => {
    fc.assert(
      fc.property(arbitraryPolicy, (policy) => {
        const [first, ...others] = policy.folders;
        if (first === undefined) return;
        const after = applyDelta(policy, { removed: [first.pattern], changed: [], added: [] });
        expect(after?.folders.every((rule, index) => rule === others[index])).toBe(true);
        expect(after && compilePolicy(after)).toBe(after && compilePolicy(after));
      }),
      { numRuns: 20 },
    );
  });
});
