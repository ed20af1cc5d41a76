import { EntitySchema } from 'typeorm';
import type { UserId } from '../../core/identity/user.js';

export interface MembershipRow {
  readonly userId: UserId;
  readonly groupName: string;
}

export const membershipSchema = new EntitySchema<MembershipRow>({
  name: 'membership',
  tableName: 'memberships',
  columns: {
    userId: {
      type: 'uuid',
      name: 'user_id',
      primary: true,
      primaryKeyConstraintName: 'memberships_pkey',
      foreignKey: { target: 'user', name: 'memberships_user_id_fkey', onDelete: 'CASCADE' },
    },
    groupName: {
      type: 'text',
      name: 'group_name',
      collation: 'C',
      primary: true,
      primaryKeyConstraintName: 'memberships_pkey',
      foreignKey: { target: 'group', name: 'memberships_group_name_fkey', onDelete: 'CASCADE' },
    },
  },
  indices: [{ name: 'memberships_group_name_idx', columns: ['groupName'] }],
});
