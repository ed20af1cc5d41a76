import { EntitySchema } from 'typeorm';
import type { Look, LookVersion } from '../../core/look/look.js';

/** A published look as stored: `look` is whatever the table holds, until it was checked. */
export interface LookRow extends Omit<LookVersion, 'look'> {
  readonly look: Partial<Look>;
}

export const lookSchema = new EntitySchema<LookRow>({
  name: 'look',
  tableName: 'looks',
  columns: {
    number: { type: 'integer', primary: true, primaryKeyConstraintName: 'looks_pkey' },
    look: { type: 'jsonb' },
    by: { type: 'text' },
    at: { type: 'double precision' },
  },
});
