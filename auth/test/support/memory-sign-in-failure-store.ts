import type { SignInFailureStore } from '../../src/core/identity/sign-in-failure-store.js';
import type { Tally } from '../../src/core/identity/sign-in-limits.js';

/** Failures to sign in, in memory. */
export function createMemorySignInFailureStore(): SignInFailureStore {
  const rows = new Map<string, Tally>();
  return {
    async update(keys, change) {
      const wanted = new Map([...rows].filter(([key]) => keys.includes(key)));
      const { result, tallies } = change(wanted);
      for (const [key, tally] of tallies) rows.set(key, tally);
      return result;
    },
    async deleteQuiet(before) {
      const quiet = [...rows].filter(([, tally]) => tally.at < before);
      for (const [key] of quiet) rows.delete(key);
      return quiet.length;
    },
  };
}
