import type { PolicyVersion } from '../../src/core/policy/policy-store.js';
import type { EpochSeconds } from '../../src/core/time.js';
import type { NumberedPolicyStore } from '../../src/store/postgres-policy-store.js';

/** Policies in memory. */
export function createMemoryPolicyStore(now: () => EpochSeconds): NumberedPolicyStore {
  const versions: PolicyVersion[] = [];
  return {
    current: async () => versions.at(-1) ?? null,
    currentNumber: async () => versions.at(-1)?.number ?? null,
    async publish(policy, basedOn, by, note) {
      if ((versions.at(-1)?.number ?? null) !== basedOn) return null;
      const version = { number: versions.length + 1, policy, by, note, at: now() };
      versions.push(version);
      return version;
    },
    history: async () => versions.toReversed().map(({ number, by, note, at }) => ({ number, by, note, at })),
    find: async (number) => versions.find((version) => version.number === number) ?? null,
  };
}
