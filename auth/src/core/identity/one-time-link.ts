import type { Brand } from '../brand.js';
import type { EpochSeconds } from '../time.js';
import type { UserId } from './user.js';

/** SHA-256 of the 256-bit secret in a link, base64url: all that is ever stored of it. */
export type OneTimeLinkHash = Brand<string, 'OneTimeLinkHash'>;

/** `setup` makes the first administrator, `invite` sets a first password, `reset` a new one. */
export type OneTimeLinkPurpose = 'setup' | 'invite' | 'reset';

/** A link that works once. `user` null: for `setup`, there is no user yet. */
export interface OneTimeLink {
  readonly hash: OneTimeLinkHash;
  readonly purpose: OneTimeLinkPurpose;
  readonly user: UserId | null;
  readonly expiresAt: EpochSeconds;
}
