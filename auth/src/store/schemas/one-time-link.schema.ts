import { EntitySchema } from 'typeorm';
import type { OneTimeLink } from '../../core/identity/one-time-link.js';
import type { EpochSeconds } from '../../core/time.js';

export interface OneTimeLinkRow extends OneTimeLink {
  readonly usedAt: EpochSeconds | null;
}

export const oneTimeLinkSchema = new EntitySchema<OneTimeLinkRow>({
  name: 'one_time_link',
  tableName: 'one_time_links',
  columns: {
    hash: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'one_time_links_pkey' },
    purpose: { type: 'text' },
    user: {
      type: 'uuid',
      name: 'user_id',
      nullable: true,
      foreignKey: { target: 'user', name: 'one_time_links_user_id_fkey', onDelete: 'CASCADE' },
    },
    expiresAt: { type: 'double precision', name: 'expires_at' },
    usedAt: { type: 'double precision', name: 'used_at', nullable: true, select: false },
  },
  indices: [{ name: 'one_time_links_user_id_idx', columns: ['user'] }],
});
