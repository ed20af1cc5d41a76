import { EntitySchema } from 'typeorm';

export interface GroupRow {
  readonly name: string;
}

export const groupSchema = new EntitySchema<GroupRow>({
  name: 'group',
  tableName: 'groups',
  columns: {
    name: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'groups_pkey' },
  },
});
