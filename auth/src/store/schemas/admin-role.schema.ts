import { EntitySchema } from 'typeorm';

interface AdminRoleRow {
  readonly user: string;
  readonly role: string;
  readonly folder: string;
}

const key = { primary: true, primaryKeyConstraintName: 'admin_roles_pkey' };

export const adminRoleSchema = new EntitySchema<AdminRoleRow>({
  name: 'admin_role',
  tableName: 'admin_roles',
  columns: {
    user: {
      type: 'uuid',
      name: 'user_id',
      ...key,
      foreignKey: { target: 'user', name: 'admin_roles_user_id_fkey', onDelete: 'CASCADE' },
    },
    role: { type: 'text', ...key },
    folder: { type: 'text', collation: 'C', ...key },
  },
  checks: [{ name: 'admin_roles_role_check', expression: `role IN ('auditor', 'manager')` }],
});
