import { EntitySchema } from 'typeorm';
import type { PolicyVersion } from '../../core/policy/policy-store.js';

/** A published policy as stored: `policy` is whatever the table holds, until it was parsed. */
export interface PolicyRow extends Omit<PolicyVersion, 'policy'> {
  readonly policy: unknown;
}

export const policySchema = new EntitySchema<PolicyRow>({
  name: 'policy',
  tableName: 'policies',
  columns: {
    number: { type: 'integer', primary: true, primaryKeyConstraintName: 'policies_pkey' },
    policy: { type: 'jsonb' },
    by: { type: 'text', name: 'published_by' },
    note: { type: 'text' },
    at: { type: 'double precision', name: 'published_at' },
  },
});
