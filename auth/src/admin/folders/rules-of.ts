import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.js';
import type { Policy } from '../../core/policy/model.js';
import type { PolicyVersion } from '../../core/policy/policy-store.js';
import type { AdminDeps } from '../admin-deps.js';

/** The running rules, ready to be edited and to decide. */
export interface RunningRules {
  /** 0 before the first. */
  readonly number: number;
  readonly policy: Policy;
  readonly compiled: CompiledPolicy;
  readonly version: PolicyVersion | null;
}

const compiledOf = new WeakMap<Policy, CompiledPolicy>();

/** Reads the rules from the store, never from a cache: they are about to be changed. */
export async function readRules(deps: AdminDeps): Promise<RunningRules> {
  const version = await deps.policies.current();
  const policy: Policy = version?.policy ?? {
    version: 1,
    timezone: deps.config.timeZone,
    tiers: [],
    places: [],
    agreements: [],
    folders: [],
  };
  const compiled = compiledOf.get(policy) ?? compilePolicy(policy);
  compiledOf.set(policy, compiled);
  return { number: version?.number ?? 0, policy, compiled, version };
}
