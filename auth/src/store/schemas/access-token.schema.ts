import { EntitySchema } from 'typeorm';
import type { AccessToken } from '../../core/session/access-token.js';

export const accessTokenSchema = new EntitySchema<AccessToken>({
  name: 'access_token',
  tableName: 'access_tokens',
  columns: {
    hash: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'access_tokens_pkey' },
    session: {
      type: 'text',
      name: 'session_hash',
      collation: 'C',
      foreignKey: { target: 'session', name: 'access_tokens_session_hash_fkey', onDelete: 'CASCADE' },
    },
    origin: { type: 'text', nullable: true },
    protocol: { type: 'smallint' },
    expiresAt: { type: 'double precision', name: 'expires_at' },
  },
  indices: [
    { name: 'access_tokens_session_hash_idx', columns: ['session'] },
    { name: 'access_tokens_expires_at_idx', columns: ['expiresAt'] },
  ],
});
