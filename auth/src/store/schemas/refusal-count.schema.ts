import { EntitySchema } from 'typeorm';
import type { RefusalCount } from '../../core/refusal-count.js';

export const refusalCountSchema = new EntitySchema<RefusalCount>({
  name: 'refusal_count',
  tableName: 'refusal_counts',
  columns: {
    hour: { type: 'integer', primary: true, primaryKeyConstraintName: 'refusal_counts_pkey' },
    kind: { type: 'text', primary: true, primaryKeyConstraintName: 'refusal_counts_pkey' },
    count: { type: 'integer' },
  },
});
