import { MoreThan, type DataSource } from 'typeorm';
import type { AuditLog, NumberedAuditEntry } from '../core/audit/audit-log.js';
import { auditEventSchema } from './schemas/audit-event.schema.js';

/** The audit log in PostgreSQL, where a trigger refuses every change and deletion. */
export function createPostgresAuditLog(dataSource: DataSource): AuditLog {
  const events = dataSource.getRepository(auditEventSchema);

  return {
    async record({ at, actor, address, event }) {
      await dataSource.query('INSERT INTO audit_events (at, actor, address, event) VALUES ($1, $2, $3, $4)', [
        at,
        JSON.stringify(actor),
        address,
        JSON.stringify(event),
      ]);
    },
    listAfter: async (number, limit) =>
      events.find({ where: { number: MoreThan(number ?? 0) }, order: { number: 'ASC' }, take: limit }),
    listNewest: async (limit) => events.find({ order: { number: 'DESC' }, take: limit }),
    listPage: async ({ kinds, before, limit }) =>
      dataSource.query<NumberedAuditEntry[]>(
        `SELECT number, at, actor, address, event FROM audit_events
         WHERE ($1::int IS NULL OR number < $1) AND ($2::text[] IS NULL OR event ->> 'kind' = ANY($2))
         ORDER BY number DESC LIMIT $3`,
        [before, kinds, limit],
      ),
  };
}
