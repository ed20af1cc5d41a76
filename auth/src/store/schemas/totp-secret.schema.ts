import { EntitySchema } from 'typeorm';
import type { UserId } from '../../core/identity/user.js';
import type { EpochSeconds } from '../../core/time.js';

export interface TotpSecretRow {
  readonly user: UserId;
  readonly sealed: string;
  readonly lastStep: number;
  readonly createdAt: EpochSeconds;
}

export const totpSecretSchema = new EntitySchema<TotpSecretRow>({
  name: 'totp_secret',
  tableName: 'totp_secrets',
  columns: {
    user: {
      type: 'uuid',
      name: 'user_id',
      primary: true,
      primaryKeyConstraintName: 'totp_secrets_pkey',
      foreignKey: { target: 'user', name: 'totp_secrets_user_id_fkey', onDelete: 'CASCADE' },
    },
    sealed: { type: 'text' },
    lastStep: { type: 'integer', name: 'last_step' },
    createdAt: { type: 'double precision', name: 'created_at' },
  },
});
