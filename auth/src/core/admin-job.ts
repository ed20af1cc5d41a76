import type { UserId } from './identity/user.js';
import type { EpochSeconds } from './time.js';

/** Work that takes longer than a request may: a large plan, an import, its invitations. Kept in the store, so that any replica can tell of it. */
export interface AdminJob {
  /** 256 bits, base64url. */
  readonly id: string;
  readonly kind: 'plan' | 'import' | 'invitations';
  /** Only they see it. */
  readonly owner: UserId;
  readonly state: 'waiting' | 'running' | 'finished' | 'failed';
  /** Steps done, and steps in all; both 0 before they are known. */
  readonly done: number;
  readonly total: number;
  /** JSON. */
  readonly input: unknown;
  readonly result: unknown;
  readonly createdAt: EpochSeconds;
  /** When the replica that works on it last said so. */
  readonly seenAt: EpochSeconds;
}

/** PORT: jobs. */
export interface AdminJobStore {
  create(job: AdminJob): Promise<void>;
  /** False: it is at work already and was heard of after `silentSince`, or is finished. */
  start(id: string, at: EpochSeconds, silentSince: EpochSeconds): Promise<boolean>;
  find(id: string): Promise<AdminJob | null>;
  advance(id: string, done: number, total: number, at: EpochSeconds): Promise<void>;
  finish(id: string, state: 'finished' | 'failed', result: unknown, at: EpochSeconds): Promise<void>;
  /** Returns how many. */
  deleteOlder(than: EpochSeconds): Promise<number>;
}
