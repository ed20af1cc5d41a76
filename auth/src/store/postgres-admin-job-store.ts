import type { DataSource } from 'typeorm';
import type { AdminJobStore } from '../core/admin-job.js';
import { adminJobSchema } from './schemas/admin-job.schema.js';

/** Jobs in PostgreSQL. */
export function createPostgresAdminJobStore(dataSource: DataSource): AdminJobStore {
  const jobs = dataSource.getRepository(adminJobSchema);
  return {
    async create({ id, kind, owner, state, done, total, input, result, createdAt, seenAt }) {
      await dataSource.query(
        `INSERT INTO admin_jobs (id, kind, owner, state, done, total, input, result, created_at, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          id,
          kind,
          owner,
          state,
          done,
          total,
          JSON.stringify(input ?? null),
          JSON.stringify(result ?? null),
          createdAt,
          seenAt,
        ],
      );
    },
    find: async (id) => jobs.findOneBy({ id }),
    async start(id, at, silentSince) {
      const [, count] = await dataSource.query<[unknown, number]>(
        `UPDATE admin_jobs SET state = 'running', seen_at = $2
         WHERE id = $1 AND (state IN ('waiting', 'failed') OR (state = 'running' AND seen_at < $3))`,
        [id, at, silentSince],
      );
      return count > 0;
    },
    async advance(id, done, total, at) {
      await jobs.update({ id, state: 'running' }, { done, total, seenAt: at });
    },
    async finish(id, state, result, at) {
      await dataSource.query(`UPDATE admin_jobs SET state = $2, result = $3, seen_at = $4 WHERE id = $1`, [
        id,
        state,
        JSON.stringify(result ?? null),
        at,
      ]);
    },
    async deleteOlder(than) {
      const [, count] = await dataSource.query<[unknown, number]>(
        'DELETE FROM admin_jobs WHERE created_at < $1',
        [than],
      );
      return count;
    },
  };
}
