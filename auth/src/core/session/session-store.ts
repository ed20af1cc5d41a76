import type { UserId } from '../identity/user.js';
import type { EpochSeconds } from '../time.js';
import type { Session, SessionHash } from './session.js';

/** One page of a list, and how long the list is. */
export interface SessionPage {
  readonly sessions: readonly Session[];
  readonly total: number;
}

/** See SessionLife. */
export interface ExpiredBefore {
  readonly idleBefore: EpochSeconds;
  readonly createdBefore: EpochSeconds;
  readonly agreedBefore: EpochSeconds;
}

/** PORT: sessions by the hash of their id. Nobody can get an id out of it. */
export interface SessionStore {
  find(hash: SessionHash): Promise<Session | null>;
  /** Inserts or replaces. */
  save(session: Session): Promise<void>;
  /** Moves `lastSeenAt` forward; never back, never creates. */
  touch(hashes: readonly SessionHash[], at: EpochSeconds): Promise<void>;
  /** Deletes the session and its access tokens. */
  end(hash: SessionHash): Promise<void>;
  /** Ends every session of a person, but for one if it is named; returns how many. */
  endAllOf(user: UserId, except?: SessionHash): Promise<number>;
  endAll(): Promise<number>;
  list(): Promise<readonly Session[]>;
  /** Of people who are signed in, the last seen first. `user` null: of everybody. */
  listPage(user: UserId | null, offset: number, limit: number): Promise<SessionPage>;
  /** How many people are signed in. */
  countPeople(): Promise<number>;
  /**
   * Deletes what was last seen before `idleBefore` or made before `createdBefore`, but nobody's session in which
   * something was accepted since `agreedBefore`; returns how many.
   */
  deleteExpired(before: ExpiredBefore): Promise<number>;
}
