import { EntitySchema } from 'typeorm';
import type { NumberedAuditEntry } from '../../core/audit/audit-log.js';

/** Append-only: a trigger refuses every change. */
export const auditEventSchema = new EntitySchema<NumberedAuditEntry>({
  name: 'audit_event',
  tableName: 'audit_events',
  columns: {
    number: {
      type: 'integer',
      primary: true,
      generated: 'increment',
      primaryKeyConstraintName: 'audit_events_pkey',
    },
    at: { type: 'double precision' },
    actor: { type: 'jsonb' },
    address: { type: 'text', nullable: true },
    event: { type: 'jsonb' },
  },
  indices: [
    { name: 'audit_events_kind_idx', synchronize: false },
    { name: 'audit_events_at_idx', columns: ['at'] },
  ],
});
