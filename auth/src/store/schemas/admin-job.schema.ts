import { EntitySchema } from 'typeorm';
import type { AdminJob } from '../../core/admin-job.js';

export const adminJobSchema = new EntitySchema<AdminJob>({
  name: 'admin_job',
  tableName: 'admin_jobs',
  columns: {
    id: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'admin_jobs_pkey' },
    kind: { type: 'text' },
    owner: {
      type: 'uuid',
      foreignKey: { target: 'user', name: 'admin_jobs_owner_fkey', onDelete: 'CASCADE' },
    },
    state: { type: 'text' },
    done: { type: 'integer', default: 0 },
    total: { type: 'integer', default: 0 },
    input: { type: 'jsonb' },
    result: { type: 'jsonb', nullable: true },
    createdAt: { type: 'double precision', name: 'created_at' },
    seenAt: { type: 'double precision', name: 'seen_at' },
  },
  indices: [{ name: 'admin_jobs_created_at_idx', columns: ['createdAt'] }],
});
