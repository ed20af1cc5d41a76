import { EntitySchema } from 'typeorm';

export interface SettingRow {
  readonly key: string;
  readonly value: unknown;
}

export const settingSchema = new EntitySchema<SettingRow>({
  name: 'setting',
  tableName: 'settings',
  columns: {
    key: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'settings_pkey' },
    value: { type: 'jsonb' },
  },
});
