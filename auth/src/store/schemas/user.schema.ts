import { EntitySchema } from 'typeorm';
import type { User } from '../../core/identity/user.js';

/**
 * A person as stored: the groups lie in `memberships`, what was accepted in `acceptances`, second factors in tables of
 * their own, the password hash only here.
 */
export interface UserRow extends Omit<
  User,
  'groups' | 'agreements' | 'hasSecondFactor' | 'secondFactorAsked'
> {
  readonly passwordHash: string | null;
}

export const userSchema = new EntitySchema<UserRow>({
  name: 'user',
  tableName: 'users',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid', primaryKeyConstraintName: 'users_pkey' },
    name: { type: 'text', collation: 'C' },
    displayName: { type: 'text', name: 'display_name' },
    email: { type: 'text', nullable: true },
    passwordHash: { type: 'text', name: 'password_hash', nullable: true },
    disabled: { type: 'boolean', default: false },
    administrator: { type: 'boolean', default: false },
    language: { type: 'text', nullable: true },
    createdAt: { type: 'double precision', name: 'created_at' },
    lastSignInAt: { type: 'double precision', name: 'last_sign_in_at', nullable: true },
    deletionAskedAt: { type: 'double precision', name: 'deletion_asked_at', nullable: true },
  },
  uniques: [{ name: 'users_name_key', columns: ['name'] }],
  // Their order can not be said here; the migration makes them.
  indices: [
    { name: 'users_last_sign_in_at_idx', synchronize: false },
    { name: 'users_created_at_idx', synchronize: false },
  ],
});
