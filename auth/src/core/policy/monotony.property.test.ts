import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import {
  arbitraryCeiling,
  arbitraryPolicy,
  arbitraryTime,
  arbitraryVisitor,
  paths,
  patterns,
} from '../../../test/support/arbitrary-policy.js';
import { at, compiledOf, nobody, withFolders } from '../../../test/support/example-policy.js';
import type { ImagePath } from '../image/image-path.js';
import type { EpochSeconds } from '../time.js';
import { compilePolicy } from './compile.js';
import { covers, noLimits } from './covers.js';
import { decide } from './decide.js';
import { explain } from './explain.js';
import type { FolderRule, Policy, TierLimits } from './model.js';
import { validatePolicy } from './validate-policy.js';
import type { Visitor } from './visitor.js';

const path = fc.constantFrom(...(paths as ImagePath[]));
const runs = { numRuns: 300 };
const now = at('2026-11-20T12:00:00Z');

interface Answer {
  readonly rank: number;
  /** Tiers that the visitor may fetch. */
  readonly fetched: readonly string[];
  /** Tiers that a grant gives the visitor and that lie within every ceiling on them, by the definition alone. */
  readonly allowed: readonly string[];
}

function answer(policy: Policy, visitor: Visitor, image: ImagePath, time: EpochSeconds): Answer {
  const compiled = compilePolicy(policy);
  const { decision, rules } = explain(compiled, visitor, image, 'file', time);
  const limitsOf = (name: string): TierLimits | null =>
    name === 'full' ? noLimits : (policy.tiers.find((tier) => tier.name === name) ?? null);
  const within = (name: string, most: string): boolean => {
    const [limits, top] = [limitsOf(name), limitsOf(most)];
    return limits !== null && top !== null && covers(top, limits);
  };
  const grants = rules.flatMap((rule) => rule.grants ?? []).filter(({ verdict }) => verdict === 'counts');
  const ceilings = rules.flatMap((rule) => rule.ceilings).filter(({ verdict }) => verdict === 'lies-on');
  const allowed = [...policy.tiers.map(({ name }) => name), 'full'].filter(
    (name) =>
      grants.some(({ grant }) => within(name, grant.tier)) &&
      ceilings.every(({ ceiling }) => within(name, ceiling.max)),
  );
  return { rank: compiled.tiers.rankOf.get(decision.tier) ?? -1, fetched: decision.mayFetch, allowed };
}

/** Nothing better, and nothing that wasn't within the visitor's grants and ceilings before. */
function expectNotOpened(before: Answer, after: Answer): void {
  expect(after.rank).toBeLessThanOrEqual(before.rank);
  for (const tier of after.fetched) expect(before.allowed).toContain(tier);
  // So with tiers of which each covers the next, not one more tier can be fetched.
  if (before.allowed.every((tier) => before.fetched.includes(tier)))
    for (const tier of after.fetched) expect(before.fetched).toContain(tier);
}

const silent: Omit<FolderRule, 'pattern'> = {
  grants: null,
  ceilings: [],
  manifest: null,
  hidden: null,
  contact: null,
  managed: null,
  signIn: null,
};

const replaceRule = (policy: Policy, pattern: string, parts: Partial<FolderRule>): Policy => ({
  ...policy,
  folders: policy.folders.map((rule) => (rule.pattern === pattern ? { ...rule, ...parts } : rule)),
});

describe('for any policy', () => {
  it('gives the best of the tiers that lie within a grant and all ceilings, and closed if there is none', () => {
    fc.assert(
      fc.property(arbitraryPolicy, arbitraryVisitor, path, arbitraryTime, (policy, visitor, image, time) => {
        const { rank, allowed } = answer(policy, visitor, image, time);
        const { rankOf } = compilePolicy(policy).tiers;
        expect(rank).toBe(Math.max(-1, ...allowed.map((name) => rankOf.get(name) ?? -1)));
      }),
      runs,
    );
  });

  it('a ceiling added anywhere, to a rule or where there was none, opens nothing', () => {
    fc.assert(
      fc.property(
        arbitraryPolicy,
        fc.constantFrom(...patterns),
        arbitraryCeiling,
        arbitraryVisitor,
        path,
        arbitraryTime,
        (policy, pattern, ceiling, visitor, image, time) => {
          const known = policy.folders.find((rule) => rule.pattern === pattern);
          const after: Policy =
            known === undefined
              ? { ...policy, folders: [...policy.folders, { ...silent, pattern, ceilings: [ceiling] }] }
              : replaceRule(policy, pattern, { ceilings: [...known.ceilings, ceiling] });
          // Else it would be closed for being refused.
          fc.pre(validatePolicy(after).length === 0);
          expectNotOpened(answer(policy, visitor, image, time), answer(after, visitor, image, time));
        },
      ),
      runs,
    );
  });

  it('a grant removed from a list, and be it the last of it, opens nothing', () => {
    fc.assert(
      fc.property(
        arbitraryPolicy,
        fc.nat(5),
        fc.nat(3),
        arbitraryVisitor,
        path,
        arbitraryTime,
        (policy, index, which, visitor, image, time) => {
          const rule = policy.folders[index % policy.folders.length]!;
          const grants = rule.grants?.filter((_, at) => at !== which % rule.grants!.length) ?? null;
          const after = replaceRule(policy, rule.pattern, { grants });
          expectNotOpened(answer(policy, visitor, image, time), answer(after, visitor, image, time));
        },
      ),
      runs,
    );
  });

  it('a whole list of grants removed leaves exactly what the next list above gives', () => {
    fc.assert(
      fc.property(arbitraryPolicy, arbitraryVisitor, path, arbitraryTime, (policy, visitor, image, time) => {
        const { rules } = explain(compilePolicy(policy), visitor, image, 'file', time);
        const lists = rules.filter(({ grants }) => grants !== null);
        fc.pre(lists.length > 0);
        const [replaced = '', next] = lists.map(({ pattern }) => pattern);
        const above = policy.folders.find(({ pattern }) => pattern === next)?.grants ?? [];
        const [without, copied] = [null, above].map((grants) =>
          compilePolicy(replaceRule(policy, replaced, { grants })),
        );
        const [mine, theirs] = [without!, copied!].map((one) => decide(one, visitor, image, time));
        expect({ ...mine, reason: [] }).toEqual({ ...theirs, reason: [] });
      }),
      runs,
    );
  });
});

const answerOf = (folders: string) =>
  decide(compiledOf(withFolders(folders)), nobody, 'a/1.jp2' as ImagePath, now);

describe('nearest grants replace', () => {
  const root = '  /: { grants: [ { who: anyone, tier: full } ] }';
  const tier = (rule: string) => answerOf(`${root}\n  /a: ${rule}`).tier;

  it('so an empty list closes what no list leaves open', () => {
    expect(tier('{ grants: [ { who: "group:staff", tier: full } ] }')).toBe('closed');
    expect(tier('{ grants: [] }')).toBe('closed');
    expect(tier('{ hidden: false }')).toBe('full');
  });

  it('so a ceiling that takes the better of two tiers, neither of which covers the other, leaves the other', () => {
    const both = 'grants: [ { who: anyone, tier: grey }, { who: anyone, tier: preview } ]';
    expect(answerOf(`  /a: { ${both} }`).mayFetch).toEqual(['grey']);
    expect(answerOf(`  /a: { ${both}, ceilings: [ { max: preview } ] }`).mayFetch).toEqual(['preview']);
  });
});
