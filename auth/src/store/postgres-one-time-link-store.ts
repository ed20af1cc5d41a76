import { IsNull, MoreThan, type DataSource } from 'typeorm';
import type { OneTimeLink } from '../core/identity/one-time-link.js';
import type { OneTimeLinkStore } from '../core/identity/one-time-link-store.js';
import { oneTimeLinkSchema } from './schemas/one-time-link.schema.js';

/** One-time links in PostgreSQL. */
export function createPostgresOneTimeLinkStore(dataSource: DataSource): OneTimeLinkStore {
  const links = dataSource.getRepository(oneTimeLinkSchema);

  return {
    async save(link) {
      await links.insert({ ...link, usedAt: null });
    },
    // The column `usedAt` is not read along (one-time-link.schema.ts).
    find: async (hash, now) => links.findOneBy({ hash, usedAt: IsNull(), expiresAt: MoreThan(now) }),
    async use(hash, now) {
      const [rows] = await dataSource.query<[OneTimeLink[], number]>(
        `UPDATE one_time_links SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2
         RETURNING hash, purpose, user_id AS "user", expires_at AS "expiresAt"`,
        [hash, now],
      );
      return rows[0] ?? null;
    },
    async revoke(purpose, user) {
      await links.delete({ purpose, user: user ?? IsNull() });
    },
    async deleteExpired(now) {
      const [, count] = await dataSource.query<[unknown, number]>(
        'DELETE FROM one_time_links WHERE used_at IS NOT NULL OR expires_at <= $1',
        [now],
      );
      return count;
    },
  };
}
