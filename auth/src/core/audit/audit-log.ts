import type { AuditEntry } from './event.js';

/** An entry and its place in the log. Numbers grow; one may be missing. */
export interface NumberedAuditEntry extends AuditEntry {
  readonly number: number;
}

/** PORT: what happened, in order. Nothing can change or delete an entry. */
export interface AuditLog {
  record(entry: AuditEntry): Promise<void>;
  /** Up to `limit` entries after a number (null: from the first one), oldest first; for exports. */
  listAfter(number: number | null, limit: number): Promise<readonly NumberedAuditEntry[]>;
  /** The newest `limit` entries, newest first; for pages. */
  listNewest(limit: number): Promise<readonly NumberedAuditEntry[]>;
}
