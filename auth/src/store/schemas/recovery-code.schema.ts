import { EntitySchema } from 'typeorm';
import type { UserId } from '../../core/identity/user.js';
import type { EpochSeconds } from '../../core/time.js';

export interface RecoveryCodeRow {
  readonly user: UserId;
  readonly hash: string;
  readonly usedAt: EpochSeconds | null;
}

export const recoveryCodeSchema = new EntitySchema<RecoveryCodeRow>({
  name: 'recovery_code',
  tableName: 'recovery_codes',
  columns: {
    user: {
      type: 'uuid',
      name: 'user_id',
      primary: true,
      primaryKeyConstraintName: 'recovery_codes_pkey',
      foreignKey: { target: 'user', name: 'recovery_codes_user_id_fkey', onDelete: 'CASCADE' },
    },
    hash: {
      type: 'text',
      collation: 'C',
      primary: true,
      primaryKeyConstraintName: 'recovery_codes_pkey',
    },
    usedAt: { type: 'double precision', name: 'used_at', nullable: true },
  },
});
