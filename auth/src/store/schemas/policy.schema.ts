import { EntitySchema } from 'typeorm';
import type { PolicyVersion } from '../../core/policy/policy-store.js';

/** A published policy as stored: `policy` is whatever the table holds, until it was parsed. */
export interface PolicyRow extends Omit<PolicyVersion, 'policy'> {
  readonly policy: unknown;
  /** The difference to the version before; null: not told. */
  readonly delta: unknown;
  /** False: `policy` is empty, and the version is the one before with the difference made. */
  readonly whole: boolean;
}

export const policySchema = new EntitySchema<PolicyRow>({
  name: 'policy',
  tableName: 'policies',
  columns: {
    number: { type: 'integer', primary: true, primaryKeyConstraintName: 'policies_pkey' },
    policy: { type: 'jsonb' },
    delta: { type: 'jsonb', nullable: true, select: false },
    whole: { type: 'boolean', default: true, select: false },
    by: { type: 'text', name: 'published_by' },
    note: { type: 'text' },
    at: { type: 'double precision', name: 'published_at' },
  },
});
