import type { DataSource } from 'typeorm';
import type { PasskeyStore } from '../core/identity/passkey-store.js';
import { isUuid } from './postgres-values.js';
import { passkeySchema } from './schemas/passkey.schema.js';

/** Passkeys in PostgreSQL. */
export function createPostgresPasskeyStore(dataSource: DataSource): PasskeyStore {
  const passkeys = dataSource.getRepository(passkeySchema);

  return {
    isUsed: async () => passkeys.exists(),
    find: async (id) => passkeys.findOneBy({ id }),
    listOf: async (user) =>
      isUuid(user) ? passkeys.find({ where: { user }, order: { createdAt: 'ASC', id: 'ASC' } }) : [],
    async add(passkey) {
      const { id, user, name, publicKey, counter, transports, createdAt, lastUsedAt } = passkey;
      const rows = await dataSource.query<unknown[]>(
        `INSERT INTO passkeys (id, user_id, name, public_key, counter, transports, created_at, last_used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING RETURNING id`,
        [id, user, name, publicKey, counter, transports, createdAt, lastUsedAt],
      );
      return rows.length > 0;
    },
    async noteUse(id, counter, lastUsedAt) {
      await passkeys.update({ id }, { counter, lastUsedAt });
    },
    async rename(user, id, name) {
      return ((await passkeys.update({ user, id }, { name })).affected ?? 0) > 0;
    },
    async remove(user, id) {
      return ((await passkeys.delete({ user, id })).affected ?? 0) > 0;
    },
    async useChallenge(hash, expiresAt) {
      const rows = await dataSource.query<unknown[]>(
        'INSERT INTO used_challenges (hash, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING hash',
        [hash, expiresAt],
      );
      return rows.length > 0;
    },
    async deleteExpiredChallenges(now) {
      const [, count] = await dataSource.query<[unknown, number]>(
        'DELETE FROM used_challenges WHERE expires_at <= $1',
        [now],
      );
      return count;
    },
  };
}
