import type { DataSource } from 'typeorm';
import { type AdminRoles, noRoles, type RoleStore } from '../core/identity/standing.js';
import type { UserId } from '../core/identity/user.js';
import { isForeignKeyViolation, isUuid } from './postgres-values.js';

interface Row {
  readonly user: UserId;
  readonly role: 'auditor' | 'manager';
  readonly folder: string;
}

function rolesOf(rows: readonly Row[]): AdminRoles {
  return {
    auditor: rows.some((row) => row.role === 'auditor'),
    folders: rows.flatMap((row) => (row.role === 'manager' ? [row.folder] : [])),
  };
}

/** Roles in PostgreSQL, one row for each; asked for at every administration page, never remembered. */
export function createPostgresRoleStore(dataSource: DataSource): RoleStore {
  const select = 'SELECT user_id AS "user", role, folder FROM admin_roles';
  return {
    async find(user) {
      if (!isUuid(user)) return noRoles;
      return rolesOf(
        await dataSource.query<Row[]>(`${select} WHERE user_id = $1 ORDER BY role, folder`, [user]),
      );
    },
    async save(user, { auditor, folders }) {
      if (!isUuid(user)) return;
      try {
        await dataSource.transaction(async (transaction) => {
          await transaction.query('DELETE FROM admin_roles WHERE user_id = $1', [user]);
          await transaction.query(
            `INSERT INTO admin_roles (user_id, role, folder)
             SELECT $1::uuid, 'manager', folder FROM unnest($2::text[]) AS folder
             UNION SELECT $1::uuid, 'auditor', '' WHERE $3::boolean`,
            [user, folders, auditor],
          );
        });
      } catch (error) {
        // Deleted meanwhile: nobody has the roles.
        if (!isForeignKeyViolation(error)) throw error;
      }
    },
    async list() {
      const rows = await dataSource.query<Row[]>(`${select} ORDER BY user_id, role, folder`);
      const grouped = new Map<UserId, Row[]>();
      for (const row of rows) grouped.set(row.user, [...(grouped.get(row.user) ?? []), row]);
      return new Map([...grouped].map(([user, own]) => [user, rolesOf(own)]));
    },
  };
}
