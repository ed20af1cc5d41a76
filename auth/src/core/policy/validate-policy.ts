import { checkDefinitions } from './check-definitions.js';
import { checkPatterns } from './check-patterns.js';
import { checkRule, collectNames, type KnownNames } from './check-rules.js';
import { parseRange } from './ip-range.js';
import type { Policy } from './model.js';
import type { PolicyFault } from './policy-fault.js';

/** What a policy is checked against besides itself. */
export interface PolicySurroundings {
  /** Null: groups and users are not checked. */
  readonly known: KnownNames | null;
  /** CIDR ranges of the stack's own networks; a place must not overlap them. */
  readonly stackNetworks: readonly string[];
}

const nothingKnown: PolicySurroundings = { known: null, stackNetworks: [] };

/** Everything that is wrong with a policy, whoever wrote it; empty: it may be published. */
export function validatePolicy(
  policy: Policy,
  surroundings: PolicySurroundings = nothingKnown,
): readonly PolicyFault[] {
  const faults: PolicyFault[] = [];
  const report = (path: PolicyFault['path'], message: string, remedy: string): void => {
    faults.push({ path, message, remedy });
  };
  const networks = surroundings.stackNetworks
    .map((text) => parseRange(text))
    .flatMap((range) => (range.ok ? [range.value] : []));
  checkDefinitions(policy, networks, report);
  const names = collectNames(policy, surroundings.known);
  for (const rule of policy.folders) checkRule(rule, names, report);
  checkPatterns(policy, report);
  return faults;
}
