import type { EpochSeconds } from '../time.js';
import type { AuditEntry, AuditEvent } from './event.js';

/** An entry and its place in the log. Numbers grow; one may be missing. */
export interface NumberedAuditEntry extends AuditEntry {
  readonly number: number;
}

/** Which entries to list. */
export interface AuditQuery {
  /** Only events of these kinds; null: of all. */
  readonly kinds: readonly AuditEvent['kind'][] | null;
  /** Only entries with a smaller number; null: from the newest. */
  readonly before: number | null;
  readonly limit: number;
  /** Only what somebody of this user name did, or what was done to them; null: of everybody. */
  readonly who?: string | null;
  /** Only at this time or later, and only before that one; null: always. */
  readonly from?: EpochSeconds | null;
  readonly until?: EpochSeconds | null;
}

/** A day and how often something happened on it. */
export interface DayCount {
  /** Whole days since the epoch, in UTC. */
  readonly day: number;
  readonly kind: AuditEvent['kind'];
  readonly count: number;
}

/** PORT: what happened, in order. Nothing can change an entry; entries go by age only, if that is set. */
export interface AuditLog {
  record(entry: AuditEntry): Promise<void>;
  /** Up to `limit` entries after a number (null: from the first one), oldest first; for exports. */
  listAfter(number: number | null, limit: number): Promise<readonly NumberedAuditEntry[]>;
  /** The newest `limit` entries, newest first; for pages. */
  listNewest(limit: number): Promise<readonly NumberedAuditEntry[]>;
  /** Newest first. */
  listPage(query: AuditQuery): Promise<readonly NumberedAuditEntry[]>;
  /** How often events of these kinds happened, day by day, since then. */
  countDays(kinds: readonly AuditEvent['kind'][], since: EpochSeconds): Promise<readonly DayCount[]>;
  /** Forgets what is older; returns how many entries. */
  deleteOlder(than: EpochSeconds): Promise<number>;
}
