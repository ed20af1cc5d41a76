import type { EpochSeconds } from '../time.js';
import type { Tally } from './sign-in-limits.js';

/** PORT: how often signing in failed lately, by opaque keys (hashes; never a name or an address). */
export interface SignInFailureStore {
  /**
   * Reads the tallies of `keys`, and stores the ones that `change` returns; nobody else reads or writes
   * these keys in between, so parallel tries can't slip past a limit together.
   */
  update<T>(
    keys: readonly string[],
    change: (tallies: ReadonlyMap<string, Tally>) => {
      readonly result: T;
      readonly tallies: ReadonlyMap<string, Tally>;
    },
  ): Promise<T>;
  /** Forgets what was last written before; returns how many. */
  deleteQuiet(before: EpochSeconds): Promise<number>;
}
