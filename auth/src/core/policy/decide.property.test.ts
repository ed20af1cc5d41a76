import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import {
  arbitraryGrant,
  arbitraryPolicy,
  arbitraryTime,
  arbitraryVisitor,
  paths,
} from '../../../test/support/arbitrary-policy.js';
import type { ImagePath } from '../image/image-path.js';
import { epochSeconds } from '../time.js';
import { formatAudience } from './audience.js';
import { compilePolicy, type CompiledPolicy } from './compile.js';
import { covers, noLimits } from './covers.js';
import { decide, decideAt } from './decide.js';
import { explain } from './explain.js';
import type { Policy } from './model.js';
import { anonymous, type Visitor } from './visitor.js';

const path = fc.constantFrom(...(paths as ImagePath[]));
const runs = { numRuns: 300 };

function rank(policy: CompiledPolicy, tier: string): number {
  return policy.tiers.rankOf.get(tier) ?? -1;
}

function changeRule(
  policy: Policy,
  index: number,
  change: (rule: Policy['folders'][number]) => Partial<Policy['folders'][number]>,
): Policy {
  const folders = policy.folders.map((rule, at) =>
    at === index % policy.folders.length ? { ...rule, ...change(rule) } : rule,
  );
  return { ...policy, folders };
}

function expectNotMoreOpen(
  before: Policy,
  after: Policy,
  visitor: Visitor,
  image: ImagePath,
  now: Parameters<typeof decide>[3],
): void {
  const [old, fresh] = [compilePolicy(before), compilePolicy(after)];
  expect(rank(fresh, decide(fresh, visitor, image, now).tier)).toBeLessThanOrEqual(
    rank(old, decide(old, visitor, image, now).tier),
  );
}

describe('decide, for any policy', () => {
  it('never closes by an added grant', () => {
    fc.assert(
      fc.property(
        arbitraryPolicy,
        fc.nat(20),
        arbitraryGrant,
        arbitraryVisitor,
        path,
        arbitraryTime,
        (policy, index, grant, visitor, image, now) => {
          const before = changeRule(policy, index, (rule) => ({ grants: rule.grants ?? [] }));
          const after = changeRule(before, index, (rule) => ({ grants: [...(rule.grants ?? []), grant] }));
          expectNotMoreOpen(after, before, visitor, image, now);
        },
      ),
      runs,
    );
  });

  it('agrees with explain, for files and for folders: the decision, the tier and the grant that gave it', () => {
    fc.assert(
      fc.property(
        arbitraryPolicy,
        arbitraryVisitor,
        fc.constantFrom(...paths, '', 'a', 'a/b', 'a/n', 'c/d'),
        fc.constantFrom('file' as const, 'folder' as const),
        arbitraryTime,
        (policy, visitor, image, target, now) => {
          const compiled = compilePolicy(policy);
          const { rules, decision } = explain(compiled, visitor, image, target, now);
          const tried = rules.flatMap((rule) => rule.grants ?? []);
          const counting = tried.filter(({ verdict }) => verdict === 'counts');
          const best = Math.max(-1, ...counting.map(({ gives }) => rank(compiled, gives)));
          expect(decision).toEqual(decideAt(compiled, visitor, image, target, now));
          expect(best).toBe(rank(compiled, decision.tier));
          for (const { verdict, gives } of tried) if (verdict !== 'counts') expect(gives).toBe('closed');
          const granted = decision.reason.flatMap((reason) => (reason.kind === 'granted' ? [reason] : []));
          expect(granted).toHaveLength(best >= 0 ? 1 : 0);
          for (const { folder, who } of granted)
            expect(
              rules
                .find(({ pattern }) => pattern === folder)
                ?.grants?.some(
                  ({ grant, gives }) => formatAudience(grant.who) === who && gives === decision.tier,
                ),
            ).toBe(true);
        },
      ),
      runs,
    );
  });

  it('lets fetch only what lies within the limits decided, and within every ceiling', () => {
    fc.assert(
      fc.property(arbitraryPolicy, arbitraryVisitor, path, arbitraryTime, (policy, visitor, image, now) => {
        const compiled = compilePolicy(policy);
        const decision = decide(compiled, visitor, image, now);
        const limitsOf = (tier: string) =>
          tier === 'full' ? noLimits : policy.tiers.find(({ name }) => name === tier)!;
        const { rules } = explain(compiled, visitor, image, 'file', now);
        const ceilings = rules
          .flatMap((rule) => rule.ceilings)
          .filter((tried) => tried.verdict === 'lies-on');
        expect(decision.mayFetch[0] ?? 'closed').toBe(decision.tier);
        for (const tier of decision.mayFetch) {
          expect(covers(decision.limits!, limitsOf(tier))).toBe(true);
          for (const { ceiling } of ceilings)
            expect(covers(limitsOf(ceiling.max), limitsOf(tier))).toBe(true);
        }
      }),
      runs,
    );
  });

  it('says that something could help exactly when it names a step besides waiting', () => {
    fc.assert(
      fc.property(arbitraryPolicy, arbitraryVisitor, path, arbitraryTime, (policy, visitor, image, now) => {
        const { steps, couldHelp } = decide(compilePolicy(policy), visitor, image, now);
        expect(steps.some((step) => step.kind !== 'wait')).toBe(couldHelp);
      }),
      runs,
    );
  });

  it('never says that nothing could help while another visitor gets more', () => {
    fc.assert(
      fc.property(
        arbitraryPolicy,
        arbitraryVisitor,
        arbitraryVisitor,
        path,
        arbitraryTime,
        (policy, visitor, other, image, now) => {
          const compiled = compilePolicy(policy);
          const [mine, theirs] = [decide(compiled, visitor, image, now), decide(compiled, other, image, now)];
          if (rank(compiled, theirs.tier) > rank(compiled, mine.tier)) expect(mine.couldHelp).toBe(true);
        },
      ),
      runs,
    );
  });

  it('changes by time alone no sooner than it says', () => {
    fc.assert(
      fc.property(
        arbitraryPolicy,
        arbitraryVisitor,
        path,
        arbitraryTime,
        fc.nat(14 * 3600),
        (policy, visitor, image, now, ahead) => {
          const compiled = compilePolicy(policy);
          const decision = decide(compiled, visitor, image, now);
          const then = epochSeconds(Math.min(now + ahead, (decision.nextChange ?? Infinity) - 1));
          expect(decision.nextChange === null || decision.nextChange > now).toBe(true);
          expect(decide(compiled, visitor, image, then)).toEqual(decision);
        },
      ),
      runs,
    );
  });

  it('calls open only what anyone gets with nothing', () => {
    fc.assert(
      fc.property(arbitraryPolicy, arbitraryVisitor, path, arbitraryTime, (policy, visitor, image, now) => {
        const compiled = compilePolicy(policy);
        const decision = decide(compiled, visitor, image, now);
        if (decision.open) expect(decide(compiled, anonymous, image, now).tier).toBe(decision.tier);
      }),
      runs,
    );
  });
});
