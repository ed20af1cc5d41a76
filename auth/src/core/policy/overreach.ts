import type { ImagePath } from '../image/image-path.js';
import type { EpochSeconds } from '../time.js';
import type { CompiledPolicy } from './compile.js';
import { covers } from './covers.js';
import { type DiffSample, findChangesAt } from './diff.js';
import { bestGrant } from './judge.js';
import { personOf } from './person.js';
import { tierName } from './tier-table.js';
import type { Visitor } from './visitor.js';
import { type FoundRule, findRules, scopeOf } from './walk.js';

/** Somebody would get more than the one who gives it has. */
export interface Overreach extends DiffSample {
  /** The tier that the giver has there now. */
  readonly own: string;
}

/** Looks for grants beyond what the giver has; feed it paths until it finds one. */
export interface OverreachSearch {
  find(path: ImagePath): Overreach | null;
}

function keyOf(found: readonly FoundRule[]): string {
  return found.map(({ compiled, level }) => `${level}${compiled.rule.pattern}`).join('\n');
}

/**
 * Searches a change of rules for anything that would be opened, now or at a date in the rules, further than the giver
 * may see it under the rules before. The giver is taken as having accepted every agreement, and as being at no place.
 */
export function searchOverreach(
  before: CompiledPolicy,
  after: CompiledPolicy,
  giver: Pick<Visitor, 'user'>,
  now: EpochSeconds,
): OverreachSearch {
  const judged = new Map<string, Omit<Overreach, 'path'> | null>();
  const person = {
    ...personOf(before, { user: giver.user, address: null, agreements: {} }),
    agreements: 'all' as const,
  };
  return {
    find(path) {
      const sides = [findRules(before, path, 'file'), findRules(after, path, 'file')] as const;
      const key = sides.map(keyOf).join('\n\n');
      let answer = judged.get(key);
      if (answer === undefined) {
        const { rank } = bestGrant(scopeOf(sides[0]), person, now);
        const own = before.tiers.limits[rank] ?? null;
        const found = findChangesAt([before, sides[0]], [after, sides[1]], now).find(({ isReveal, limits }) =>
          isReveal ? own === null : limits !== null && (own === null || !covers(own, limits)),
        );
        answer =
          found === undefined
            ? null
            : { who: found.who, before: found.before, after: found.after, own: tierName(before.tiers, rank) };
        judged.set(key, answer);
      }
      return answer === null ? null : { path, ...answer };
    },
  };
}
