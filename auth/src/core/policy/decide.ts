import type { ImagePath } from '../image/image-path.js';
import type { EpochSeconds } from '../time.js';
import { findNextChange } from './boundaries.js';
import type { CompiledPolicy } from './compile.js';
import type { Decision } from './decision.js';
import { bestGrant, judgeCeiling } from './judge.js';
import { personOf } from './person.js';
import { findReasons } from './reasons.js';
import { findHelp, type Help } from './steps.js';
import { type TierTable, tierName } from './tier-table.js';
import { anonymous, type Visitor } from './visitor.js';
import { findRules, nearest, type Scope, scopeOf, type Target } from './walk.js';

/** May this visitor see this image (or file) now, and how much of it? Contract 4; the one answer everything uses. */
export function decide(
  policy: CompiledPolicy,
  visitor: Visitor,
  path: ImagePath,
  now: EpochSeconds,
): Decision {
  return decideAt(policy, visitor, path, 'file', now);
}

/** The same for a folder as such, for manifests and collections; '' is the root, no slash at either end. */
export function decideFolder(
  policy: CompiledPolicy,
  visitor: Visitor,
  folder: string,
  now: EpochSeconds,
): Decision {
  return decideAt(policy, visitor, folder, 'folder', now);
}

/** Both of the above. */
export function decideAt(
  policy: CompiledPolicy,
  visitor: Visitor,
  path: string,
  target: Target,
  now: EpochSeconds,
): Decision {
  const found = findRules(policy, path, target);
  const scope = scopeOf(found);
  const person = personOf(policy, visitor);
  const { rank, by } = bestGrant(scope, person, now);
  const { steps, couldHelp } =
    rank === policy.tiers.names.length - 1 ? noHelp : findHelp(policy, scope, person, rank, now);
  return {
    tier: tierName(policy.tiers, rank),
    limits: policy.tiers.limits[rank] ?? null,
    mayFetch: listCovered(policy.tiers, rank),
    reason: findReasons(scope, person, by, now),
    steps,
    couldHelp,
    open: rank >= 0 && isOpen(policy, scope, rank, now),
    nextChange: findNextChange(scope, person, now),
    manifest: nearest(found, (rule) => rule.manifest) ?? 'skeleton',
    hidden: nearest(found, (rule) => rule.hidden) ?? false,
    signIn: nearest(found, (rule) => rule.signIn),
    contact: nearest(found, (rule) => rule.contact),
  };
}

const noHelp: Help = { steps: [], couldHelp: false };

function listCovered({ names, covered }: TierTable, rank: number): readonly string[] {
  const set = covered[rank] ?? 0;
  return names.filter((_, other) => (set & (1 << other)) !== 0).toReversed();
}

/** Open: somebody with nothing at all gets the same, and no ceiling is in force, not even one that cuts nothing. */
function isOpen(policy: CompiledPolicy, scope: Scope, rank: number, now: EpochSeconds): boolean {
  const nobody = personOf(policy, anonymous);
  for (const ceiling of scope.ceilings) {
    const verdict = judgeCeiling(ceiling, nobody, now);
    if (verdict === 'lies-on' || verdict === 'excepted') return false;
  }
  return bestGrant(scope, nobody, now).rank === rank;
}
