import type { EpochSeconds } from '../time.js';
import type { Policy } from './model.js';

/** A published policy: the running one is the one with the highest number. */
export interface PolicyVersion {
  readonly number: number;
  readonly policy: Policy;
  readonly by: string;
  readonly note: string;
  readonly at: EpochSeconds;
}

/** PORT: versioned policies. */
export interface PolicyStore {
  /** Null only before the first one was ever published: everything is closed then. */
  current(): Promise<PolicyVersion | null>;
  /** Publishes `policy` if `basedOn` is still the running number (null: none yet); null: somebody else was first. */
  publish(policy: Policy, basedOn: number | null, by: string, note: string): Promise<PolicyVersion | null>;
  history(): Promise<readonly Omit<PolicyVersion, 'policy'>[]>;
  find(number: number): Promise<PolicyVersion | null>;
}
