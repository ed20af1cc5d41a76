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
import { decide } from './decide.js';
import { explain } from './explain.js';
import type { Audience, Grant, Policy } from './model.js';

const path = fc.constantFrom(...(paths as ImagePath[]));

function rename(one: Audience | null, from: string, to: string): Audience | null {
  return one?.kind === 'user' && one.name === from ? { kind: 'user', name: to } : one;
}

/** Every list with the grants of Tom again for others who are treated as he is. */
function withOthersLikeTom(policy: Policy, count: number): Policy {
  const likeTom = (grant: Grant): readonly Grant[] => {
    if (![grant.who, grant.and].some((one) => one?.kind === 'user' && one.name === 'tom')) return [grant];
    const names = ['tom', ...Array.from({ length: count }, (_, index) => `like-tom-${index}`)];
    return names.map((name) => ({
      ...grant,
      who: rename(grant.who, 'tom', name) ?? grant.who,
      and: rename(grant.and, 'tom', name),
    }));
  };
  const folders = policy.folders.map((rule) => ({ ...rule, grants: rule.grants?.flatMap(likeTom) ?? null }));
  return { ...policy, folders };
}

/** Every list with so many grants before its own that give somebody nothing. */
function withLongLists(policy: Policy, count: number): Policy {
  const padding = Array.from({ length: count }, (_, index): Grant => {
    const who = { kind: index % 2 === 0 ? ('user' as const) : ('group' as const), name: `padding-${index}` };
    return { who, and: null, tier: 'closed', from: null, until: null, agree: null };
  });
  const folders = policy.folders.map((rule) => ({
    ...rule,
    grants: rule.grants && [...padding, ...rule.grants],
  }));
  return { ...policy, folders };
}

describe('a decision', () => {
  it('is the same, and explained the same, with long lists as with short ones', () => {
    fc.assert(
      fc.property(arbitraryPolicy, arbitraryVisitor, path, arbitraryTime, (policy, visitor, image, now) => {
        const long = compilePolicy(withLongLists(policy, 20));
        expect(decide(long, visitor, image, now)).toEqual(decide(compilePolicy(policy), visitor, image, now));
        expect(explain(long, visitor, image, 'file', now).decision.tier).toBe(
          explain(long, visitor, image, 'file', now)
            .rules.flatMap(({ grants }) => grants ?? [])
            .filter(({ verdict }) => verdict === 'counts')
            .reduce(
              (best, { gives }) =>
                (long.tiers.rankOf.get(gives) ?? -1) > (long.tiers.rankOf.get(best) ?? -1) ? gives : best,
              'closed',
            ),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('what could help', () => {
  it('is the same with three users whom the rules treat alike and with forty', () => {
    fc.assert(
      fc.property(
        arbitraryPolicy,
        arbitraryVisitor,
        fc.boolean(),
        path,
        arbitraryTime,
        (policy, someone, isLikeTom, image, now) => {
          const { user } = someone;
          const visitor =
            isLikeTom && user !== null ? { ...someone, user: { ...user, name: 'like-tom-2' } } : someone;
          const [few, many] = [3, 40].map((count) =>
            decide(compilePolicy(withOthersLikeTom(policy, count)), visitor, image, now),
          );
          expect(many).toEqual(few);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is found for the user at hand, whatever number of others are treated alike', () => {
    const agree = { tier: 'full', from: null, until: null, and: null, agree: 'terms' } as const;
    const text = { en: 'x' };
    const grants = Array.from({ length: 500 }, (_, index) => ({
      ...agree,
      who: { kind: 'user', name: `u${index}` } as const,
    }));
    const rule = { ceilings: [], manifest: null, hidden: null, contact: null, managed: null, signIn: null };
    const policy = compilePolicy({
      version: 1,
      timezone: 'UTC',
      tiers: [],
      places: [],
      agreements: [{ name: 'terms', version: 3, validSeconds: null, title: text, text }],
      folders: [{ ...rule, pattern: '/', grants }],
    });
    expect(policy.exact.get('')?.named?.users).toEqual(['u0', 'u1']);
    const user = { name: 'u400', groups: [] };
    const visitor = { user, address: null, agreements: {} };
    expect(decide(policy, visitor, 'a.jp2' as ImagePath, 0 as never)).toMatchObject({
      tier: 'closed',
      couldHelp: true,
      steps: [{ kind: 'other-account' }, { kind: 'agree', agreement: 'terms', version: 3 }],
    });
  });
});
