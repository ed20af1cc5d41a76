import type { EpochSeconds } from '../time.js';
import type { OneTimeLink, OneTimeLinkHash, OneTimeLinkPurpose } from './one-time-link.js';
import type { UserId } from './user.js';

/** PORT: one-time links by hash. A used or expired one is as good as none, whether swept up or not. */
export interface OneTimeLinkStore {
  save(link: OneTimeLink): Promise<void>;
  /** Looks, without using it up (the page with the form). */
  find(hash: OneTimeLinkHash, now: EpochSeconds): Promise<OneTimeLink | null>;
  /** Uses it up: of any number who try at once, one gets the link and the others null. */
  use(hash: OneTimeLinkHash, now: EpochSeconds): Promise<OneTimeLink | null>;
  /** Makes every link of this purpose (and of this user; null: of nobody) worthless. */
  revoke(purpose: OneTimeLinkPurpose, user: UserId | null): Promise<void>;
  /** Deletes used and expired ones; returns how many. */
  deleteExpired(now: EpochSeconds): Promise<number>;
}
