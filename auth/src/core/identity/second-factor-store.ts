import type { EpochSeconds } from '../time.js';
import type { UserId } from './user.js';

/** The secret behind somebody's codes, as stored. */
export interface TotpSecret {
  /** Encrypted for this person alone (`SealedBox`). */
  readonly sealed: string;
  /** The time step of the last code that was taken: it and all before it are used up (RFC 6238 §5.2). */
  readonly lastStep: number;
}

/** PORT: codes and recovery codes. They go with their user. */
export interface SecondFactorStore {
  findTotp(user: UserId): Promise<TotpSecret | null>;
  /** Replaces what there was. */
  saveTotp(user: UserId, secret: TotpSecret, at: EpochSeconds): Promise<void>;
  /** Uses a step up: of any number who try at once one gets true; false for a step that is not later than the last. */
  takeStep(user: UserId, step: number): Promise<boolean>;
  /** False: there was none. */
  removeTotp(user: UserId): Promise<boolean>;
  /** Replaces all that there were. */
  saveRecoveryCodes(user: UserId, hashes: readonly string[]): Promise<void>;
  /** Uses a code up: true once for each. */
  useRecoveryCode(user: UserId, hash: string, at: EpochSeconds): Promise<boolean>;
  /** Those not used yet. */
  countRecoveryCodes(user: UserId): Promise<number>;
  /** Takes away codes, recovery codes and passkeys. False: there was nothing. */
  reset(user: UserId): Promise<boolean>;
}
