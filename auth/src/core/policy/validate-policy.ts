import { checkDefinitions } from './check-definitions.js';
import { checkPatterns } from './check-patterns.js';
import { checkRule, collectNames, type KnownNames } from './check-rules.js';
import { parseRange } from './ip-range.js';
import { atOnce, inSteps, type Stepwise } from '../stepwise.js';
import { checkKnownNames } from './check-known-names.js';
import type { Policy } from './model.js';
import type { PolicyFault } from './policy-fault.js';
import { isKnownSound, markSound } from './rule-memo.js';

/** What a policy is checked against besides itself. */
export interface PolicySurroundings {
  /** Null: groups and users are not checked. */
  readonly known: KnownNames | null;
  /** CIDR ranges of the stack's own networks; a place must not overlap them. */
  readonly stackNetworks: readonly string[];
}

const nothingKnown: PolicySurroundings = { known: null, stackNetworks: [] };

/** Policies that were found sound by themselves; they never change. */
const soundAlone = new WeakSet<Policy>();

/** Everything that is wrong with a policy, whoever wrote it; empty: it may be published. */
export function validatePolicy(policy: Policy, surroundings?: PolicySurroundings): readonly PolicyFault[] {
  return atOnce(validateInSteps(policy, surroundings));
}

/** The same, for policies with very many rules. */
export function* validateInSteps(
  policy: Policy,
  surroundings: PolicySurroundings = nothingKnown,
): Stepwise<readonly PolicyFault[]> {
  if (surroundings === nothingKnown && soundAlone.has(policy)) return [];
  const faults: PolicyFault[] = [];
  const report = (path: PolicyFault['path'], message: string, remedy: string): void => {
    faults.push({ path, message, remedy });
  };
  const networks = surroundings.stackNetworks
    .map((text) => parseRange(text))
    .flatMap((range) => (range.ok ? [range.value] : []));
  checkDefinitions(policy, networks, report);
  const names = collectNames(policy, surroundings.known);
  yield* inSteps(policy.folders, (rule) => {
    if (surroundings.known !== null) checkKnownNames(rule, names, report);
    if (!isKnownSound(rule, policy)) {
      const before = faults.length;
      checkRule(rule, names, report);
      if (faults.length === before) markSound(rule, policy);
    }
  });
  yield* checkPatterns(policy, report);
  if (surroundings === nothingKnown && faults.length === 0) soundAlone.add(policy);
  return faults;
}
