import { EntitySchema } from 'typeorm';
import type { Passkey } from '../../core/identity/passkey.js';

export const passkeySchema = new EntitySchema<Passkey>({
  name: 'passkey',
  tableName: 'passkeys',
  columns: {
    id: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'passkeys_pkey' },
    user: {
      type: 'uuid',
      name: 'user_id',
      foreignKey: { target: 'user', name: 'passkeys_user_id_fkey', onDelete: 'CASCADE' },
    },
    name: { type: 'text' },
    publicKey: { type: 'text', name: 'public_key' },
    counter: { type: 'double precision' },
    transports: { type: 'text', array: true },
    createdAt: { type: 'double precision', name: 'created_at' },
    lastUsedAt: { type: 'double precision', name: 'last_used_at', nullable: true },
  },
  indices: [{ name: 'passkeys_user_id_idx', columns: ['user'] }],
});
