import { MoreThan, type DataSource } from 'typeorm';
import type { AuditLog, DayCount, NumberedAuditEntry } from '../core/audit/audit-log.js';
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
    listPage: async ({ kinds, before, limit, who = null, from = null, until = null }) =>
      dataSource.query<NumberedAuditEntry[]>(
        `SELECT number, at, actor, address, event FROM audit_events
         WHERE ($1::int IS NULL OR number < $1) AND ($2::text[] IS NULL OR event ->> 'kind' = ANY($2))
           AND ($4::text IS NULL OR actor ->> 'name' = $4 OR event ->> 'user' = $4 OR event ->> 'name' = $4)
           AND ($5::float8 IS NULL OR at >= $5) AND ($6::float8 IS NULL OR at < $6)
         ORDER BY number DESC LIMIT $3`,
        [before, kinds, limit, who, from, until],
      ),
    countDays: async (kinds, since) =>
      dataSource.query<DayCount[]>(
        `SELECT floor(at / 86400)::int AS day, event ->> 'kind' AS kind, count(*)::int AS count FROM audit_events
         WHERE event ->> 'kind' = ANY($1) AND at >= $2 GROUP BY 1, 2 ORDER BY 1`,
        [kinds, since],
      ),
    async deleteOlder(than) {
      return dataSource.transaction(async (transaction) => {
        // The trigger lets entries go in a transaction that says so, and in no other.
        await transaction.query(`SELECT set_config('gatehouse.retention', 'on', true)`);
        const [, count] = await transaction.query<[unknown, number]>(
          'DELETE FROM audit_events WHERE at < $1',
          [than],
        );
        return count;
      });
    },
  };
}
