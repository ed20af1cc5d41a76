import { IsNull, type DataSource } from 'typeorm';
import type { SecondFactorStore } from '../core/identity/second-factor-store.js';
import { isForeignKeyViolation } from './postgres-values.js';
import { recoveryCodeSchema } from './schemas/recovery-code.schema.js';
import { totpSecretSchema } from './schemas/totp-secret.schema.js';

/** Codes and recovery codes in PostgreSQL. */
export function createPostgresSecondFactorStore(dataSource: DataSource): SecondFactorStore {
  const secrets = dataSource.getRepository(totpSecretSchema);
  const codes = dataSource.getRepository(recoveryCodeSchema);

  return {
    async findTotp(user) {
      const row = await secrets.findOneBy({ user });
      return row === null ? null : { sealed: row.sealed, lastStep: row.lastStep };
    },
    async saveTotp(user, { sealed, lastStep }, createdAt) {
      try {
        await secrets.upsert({ user, sealed, lastStep, createdAt }, ['user']);
      } catch (error) {
        // A person who was deleted meanwhile gets none.
        if (!isForeignKeyViolation(error)) throw error;
      }
    },
    async takeStep(user, step) {
      const [, count] = await dataSource.query<[unknown, number]>(
        'UPDATE totp_secrets SET last_step = $2 WHERE user_id = $1 AND last_step < $2',
        [user, step],
      );
      return count > 0;
    },
    async removeTotp(user) {
      return ((await secrets.delete({ user })).affected ?? 0) > 0;
    },
    async saveRecoveryCodes(user, hashes) {
      await dataSource.transaction(async (transaction) => {
        await transaction.query('DELETE FROM recovery_codes WHERE user_id = $1', [user]);
        await transaction.query(
          `INSERT INTO recovery_codes (user_id, hash)
           SELECT id, hash FROM users, unnest($2::text[]) AS hash WHERE id = $1`,
          [user, hashes],
        );
      });
    },
    async useRecoveryCode(user, hash, at) {
      const [, count] = await dataSource.query<[unknown, number]>(
        'UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND hash = $2 AND used_at IS NULL',
        [user, hash, at],
      );
      return count > 0;
    },
    countRecoveryCodes: async (user) => codes.countBy({ user, usedAt: IsNull() }),
    async reset(user) {
      return dataSource.transaction(async (transaction) => {
        let removed = 0;
        for (const table of ['totp_secrets', 'recovery_codes', 'passkeys']) {
          const [, count] = await transaction.query<[unknown, number]>(
            `DELETE FROM ${table} WHERE user_id = $1`,
            [user],
          );
          removed += count;
        }
        return removed > 0;
      });
    },
  };
}
