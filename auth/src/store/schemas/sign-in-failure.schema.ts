import { EntitySchema } from 'typeorm';
import type { Tally } from '../../core/identity/sign-in-limits.js';

export interface SignInFailureRow extends Tally {
  readonly key: string;
}

export const signInFailureSchema = new EntitySchema<SignInFailureRow>({
  name: 'sign_in_failure',
  tableName: 'sign_in_failures',
  columns: {
    key: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'sign_in_failures_pkey' },
    level: { type: 'double precision' },
    at: { type: 'double precision' },
    knownUntil: { type: 'double precision', name: 'known_until', nullable: true },
  },
  indices: [{ name: 'sign_in_failures_at_idx', columns: ['at'] }],
});
