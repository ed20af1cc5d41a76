import type { EpochSeconds } from '../time.js';
import type { Passkey } from './passkey.js';
import type { UserId } from './user.js';

/** PORT: passkeys, and the challenges that were answered. They go with their user. */
export interface PasskeyStore {
  /** Whether anybody has one. */
  isUsed(): Promise<boolean>;
  find(id: string): Promise<Passkey | null>;
  /** In the order they were added. */
  listOf(user: UserId): Promise<readonly Passkey[]>;
  /** False: there is one of this id. */
  add(passkey: Passkey): Promise<boolean>;
  noteUse(id: string, counter: number, at: EpochSeconds): Promise<void>;
  /** False: this person has none of this id. */
  rename(user: UserId, id: string, name: string): Promise<boolean>;
  remove(user: UserId, id: string): Promise<boolean>;
  /** True once for each challenge. Only hashes are kept, until `expiresAt`. */
  useChallenge(hash: string, expiresAt: EpochSeconds): Promise<boolean>;
  deleteExpiredChallenges(now: EpochSeconds): Promise<number>;
}
