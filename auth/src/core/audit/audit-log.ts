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
}

/** PORT: what happened, in order. Nothing can change or delete an entry. */
export interface AuditLog {
  record(entry: AuditEntry): Promise<void>;
  /** Up to `limit` entries after a number (null: from the first one), oldest first; for exports. */
  listAfter(number: number | null, limit: number): Promise<readonly NumberedAuditEntry[]>;
  /** The newest `limit` entries, newest first; for pages. */
  listNewest(limit: number): Promise<readonly NumberedAuditEntry[]>;
  /** Newest first. */
  listPage(query: AuditQuery): Promise<readonly NumberedAuditEntry[]>;
}
