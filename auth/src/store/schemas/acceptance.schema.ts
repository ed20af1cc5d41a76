import { EntitySchema } from 'typeorm';
import type { KeptAcceptance } from '../../core/identity/acceptance.js';
import type { UserId } from '../../core/identity/user.js';

export interface AcceptanceRow extends KeptAcceptance {
  readonly userId: UserId;
  readonly agreement: string;
}

export const acceptanceSchema = new EntitySchema<AcceptanceRow>({
  name: 'acceptance',
  tableName: 'acceptances',
  columns: {
    userId: {
      type: 'uuid',
      name: 'user_id',
      primary: true,
      primaryKeyConstraintName: 'acceptances_pkey',
      foreignKey: { target: 'user', name: 'acceptances_user_id_fkey', onDelete: 'CASCADE' },
    },
    agreement: {
      type: 'text',
      collation: 'C',
      primary: true,
      primaryKeyConstraintName: 'acceptances_pkey',
    },
    version: { type: 'integer' },
    at: { type: 'double precision', name: 'said_at' },
    withdrawn: { type: 'boolean' },
  },
});
