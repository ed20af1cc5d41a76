import type { DataSource } from 'typeorm';
import type { ChangeListener } from '../core/change.js';
import type { ApiKey } from '../core/identity/api-key.js';
import type { ApiKeyStore } from '../core/identity/api-key-store.js';
import { apiKeySchema } from './schemas/api-key.schema.js';

const returned = `hash, name, user_id AS "user", folder, created_at AS "createdAt", expires_at AS "expiresAt",
  last_used_at AS "lastUsedAt"`;

/** Keys for scripts in PostgreSQL. `tell`: see ChangeFeed. */
export function createPostgresApiKeyStore(dataSource: DataSource, tell: ChangeListener): ApiKeyStore {
  const keys = dataSource.getRepository(apiKeySchema);

  return {
    find: async (hash) => keys.findOneBy({ hash }),
    list: async () => keys.find({ order: { name: 'ASC' } }),
    async create(key) {
      const rows = await dataSource.query<unknown[]>(
        `INSERT INTO api_keys (hash, name, user_id, folder, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (name) DO NOTHING RETURNING hash`,
        [key.hash, key.name, key.user, key.folder, key.createdAt, key.expiresAt],
      );
      if (rows.length > 0) tell({ kind: 'key', hash: key.hash });
      return rows.length > 0;
    },
    async revoke(name) {
      const [rows] = await dataSource.query<[ApiKey[], number]>(
        `DELETE FROM api_keys WHERE name = $1 RETURNING ${returned}`,
        [name],
      );
      const [key] = rows;
      if (key === undefined) return null;
      tell({ kind: 'key', hash: key.hash });
      return key;
    },
    async noteUse(hashes, at) {
      if (hashes.length === 0) return;
      await dataSource.query(
        `UPDATE api_keys SET last_used_at = $2 WHERE hash IN (
           SELECT hash FROM api_keys WHERE hash = ANY($1) AND (last_used_at IS NULL OR last_used_at < $2) FOR UPDATE SKIP LOCKED)`,
        [hashes, at],
      );
    },
  };
}
