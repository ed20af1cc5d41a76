import { EntitySchema } from 'typeorm';

export interface GroupRow {
  readonly name: string;
  /** Whether members need a second factor for everything that a sign-in opens. */
  readonly secondFactor: boolean;
  /** Whether members may make keys with their own rights. */
  readonly ownKeys: boolean;
}

export const groupSchema = new EntitySchema<GroupRow>({
  name: 'group',
  tableName: 'groups',
  columns: {
    name: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'groups_pkey' },
    secondFactor: { type: 'boolean', name: 'second_factor', default: false },
    ownKeys: { type: 'boolean', name: 'own_keys', default: false },
  },
});
