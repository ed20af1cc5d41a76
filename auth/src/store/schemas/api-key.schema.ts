import { EntitySchema } from 'typeorm';
import type { ApiKey } from '../../core/identity/api-key.js';

export const apiKeySchema = new EntitySchema<ApiKey>({
  name: 'api_key',
  tableName: 'api_keys',
  columns: {
    hash: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'api_keys_pkey' },
    name: { type: 'text', collation: 'C' },
    user: {
      type: 'uuid',
      name: 'user_id',
      foreignKey: { target: 'user', name: 'api_keys_user_id_fkey', onDelete: 'CASCADE' },
    },
    folder: { type: 'text', collation: 'C' },
    createdAt: { type: 'double precision', name: 'created_at' },
    expiresAt: { type: 'double precision', name: 'expires_at' },
    lastUsedAt: { type: 'double precision', name: 'last_used_at', nullable: true },
  },
  uniques: [{ name: 'api_keys_name_key', columns: ['name'] }],
  indices: [{ name: 'api_keys_user_id_idx', columns: ['user'] }],
});
