import type { DataSource } from 'typeorm';
import type { ChangeListener } from '../core/change.js';
import type { UserQuery, UserStore } from '../core/identity/user-store.js';
import type { Group, User, UserId } from '../core/identity/user.js';
import type { EpochSeconds } from '../core/time.js';
import { isForeignKeyViolation, isUuid } from './postgres-values.js';
import { groupSchema } from './schemas/group.schema.js';
import { userSchema } from './schemas/user.schema.js';

const columns = `
  id, name, display_name AS "displayName", email, disabled, administrator, language, created_at AS "createdAt",
  last_sign_in_at AS "lastSignInAt", deletion_asked_at AS "deletionAskedAt",
  EXISTS (SELECT FROM totp_secrets WHERE user_id = users.id)
    OR EXISTS (SELECT FROM passkeys WHERE user_id = users.id) AS "hasSecondFactor",
  EXISTS (SELECT FROM memberships JOIN groups ON groups.name = group_name
    WHERE user_id = users.id AND second_factor) AS "secondFactorAsked",
  ARRAY(SELECT group_name FROM memberships WHERE user_id = users.id ORDER BY group_name) AS groups,
  (SELECT coalesce(
      jsonb_object_agg(agreement, jsonb_build_object('version', version, 'at', said_at, 'withdrawn', withdrawn)), '{}')
    FROM acceptances WHERE user_id = users.id) AS agreements`;

const states = {
  all: 'true',
  enabled: 'NOT disabled',
  disabled: 'disabled',
  administrators: 'administrator',
  'deletion-asked': 'deletion_asked_at IS NOT NULL',
} as const;

const orders = {
  name: 'name',
  'last-sign-in': 'last_sign_in_at DESC NULLS LAST, name',
  created: 'created_at DESC, name',
} as const;

function selectionOf({ state }: UserQuery): string {
  return `FROM users WHERE ${states[state]}
    AND ($1 = '' OR strpos(lower(name), $1) > 0 OR strpos(lower(display_name), $1) > 0
      OR strpos(lower(coalesce(email, '')), $1) > 0)
    AND ($2::text IS NULL OR EXISTS (SELECT FROM memberships WHERE user_id = users.id AND group_name = $2))`;
}

/** People and groups in PostgreSQL. `tell`: see ChangeFeed. */
export function createPostgresUserStore(
  dataSource: DataSource,
  now: () => EpochSeconds,
  tell: ChangeListener,
): UserStore {
  const users = dataSource.getRepository(userSchema);
  const groups = dataSource.getRepository(groupSchema);

  async function findWhere(condition: 'id = $1' | 'name = $1', value: string): Promise<User | null> {
    const [row] = await dataSource.query<User[]>(`SELECT ${columns} FROM users WHERE ${condition}`, [value]);
    return row ?? null;
  }

  async function change(id: UserId, values: Parameters<typeof users.update>[1]): Promise<void> {
    if (isUuid(id)) await users.update({ id }, values);
    tell({ kind: 'user', id });
  }

  return {
    findById: async (id) => (isUuid(id) ? findWhere('id = $1', id) : null),
    findByName: async (name) => findWhere('name = $1', name),
    findByEmail: async (email) =>
      dataSource.query<User[]>(
        `SELECT ${columns} FROM users WHERE lower(email) = lower($1) ORDER BY name LIMIT 10`,
        [email],
      ),
    async findCredential(name) {
      const [row] = await dataSource.query<(User & { readonly passwordHash: string | null })[]>(
        `SELECT ${columns}, password_hash AS "passwordHash" FROM users WHERE name = $1`,
        [name],
      );
      if (row === undefined) return null;
      const { passwordHash, ...user } = row;
      return { user, passwordHash };
    },
    listNamed: async (names) =>
      dataSource.query<User[]>(`SELECT ${columns} FROM users WHERE name = ANY($1) ORDER BY name`, [names]),
    listAfter: async (name, limit) =>
      dataSource.query<User[]>(`SELECT ${columns} FROM users WHERE name > $1 ORDER BY name LIMIT $2`, [
        name ?? '',
        limit,
      ]),
    async hasImportedPasswords() {
      const [row] = await dataSource.query<{ readonly has: boolean }[]>(
        `SELECT EXISTS (SELECT FROM users WHERE password_hash LIKE '$imported$%') AS has`,
      );
      return row?.has === true;
    },
    list: async () => dataSource.query<User[]>(`SELECT ${columns} FROM users ORDER BY name`),
    async listPage(query) {
      const { search, group, sort, limit, offset } = query;
      const [page, [counted]] = await Promise.all([
        dataSource.query<User[]>(
          // What comes before the page is counted, not read.
          `SELECT ${columns} FROM users WHERE id = ANY(ARRAY(
             SELECT id ${selectionOf(query)} ORDER BY ${orders[sort]} LIMIT $3 OFFSET $4)) ORDER BY ${orders[sort]}`,
          [search, group, limit, offset],
        ),
        dataSource.query<{ readonly total: number }[]>(
          `SELECT count(*)::int AS total ${selectionOf(query)}`,
          [search, group],
        ),
      ]);
      return { users: page, total: counted?.total ?? 0 };
    },
    async create(user) {
      const rows = await dataSource.query<{ readonly id: string }[]>(
        `INSERT INTO users (name, display_name, email, administrator, password_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO NOTHING RETURNING id`,
        [user.name, user.displayName, user.email, user.administrator, user.passwordHash, now()],
      );
      return rows.length === 0 ? null : findWhere('name = $1', user.name);
    },
    setPasswordHash: async (id, passwordHash) => change(id, { passwordHash }),
    setDisabled: async (id, disabled) => change(id, { disabled }),
    setAdministrator: async (id, administrator) => change(id, { administrator }),
    async recordAcceptance(id, agreement, { version, at, withdrawn }) {
      try {
        await dataSource.query(
          `INSERT INTO acceptances (user_id, agreement, version, said_at, withdrawn) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (user_id, agreement) DO UPDATE
           SET version = EXCLUDED.version, said_at = EXCLUDED.said_at, withdrawn = EXCLUDED.withdrawn`,
          [id, agreement, version, at, withdrawn],
        );
      } catch (error) {
        // Somebody who was deleted meanwhile has nothing more to say.
        if (!isForeignKeyViolation(error)) throw error;
      }
      tell({ kind: 'user', id });
    },
    setProfile: async (id, { displayName, email }) => change(id, { displayName, email }),
    setLanguage: async (id, language) => change(id, { language }),
    setDeletionAsked: async (id, deletionAskedAt) => change(id, { deletionAskedAt }),
    recordSignIn: async (id, lastSignInAt) => change(id, { lastSignInAt }),
    async delete(id) {
      if (isUuid(id)) await users.delete({ id });
      tell({ kind: 'user', id });
    },
    countAdministrators: async () => users.countBy({ administrator: true, disabled: false }),
    listGroups: async () =>
      dataSource.query<Group[]>(
        `SELECT name, (SELECT count(*)::int FROM memberships WHERE group_name = name) AS members,
           second_factor AS "secondFactor", own_keys AS "ownKeys"
         FROM groups ORDER BY name`,
      ),
    async createGroup(name) {
      const rows = await dataSource.query<unknown[]>(
        'INSERT INTO groups (name) VALUES ($1) ON CONFLICT DO NOTHING RETURNING name',
        [name],
      );
      return rows.length > 0;
    },
    async deleteGroup(name) {
      const members = await membersOf(name);
      const deleted = await groups.delete({ name });
      for (const { id } of members) tell({ kind: 'user', id });
      return (deleted.affected ?? 0) > 0;
    },
    async setGroupSecondFactor(name, secondFactor) {
      const changed = await groups.update({ name }, { secondFactor });
      for (const { id } of await membersOf(name)) tell({ kind: 'user', id });
      return (changed.affected ?? 0) > 0;
    },
    async setGroupOwnKeys(name, ownKeys) {
      return ((await groups.update({ name }, { ownKeys })).affected ?? 0) > 0;
    },
    async listMembers(group) {
      if (!(await groups.existsBy({ name: group }))) return null;
      return (await membersOf(group)).map((member) => member.name);
    },
    async addMember(group, id) {
      if (!isUuid(id)) return false;
      try {
        await dataSource.query(
          'INSERT INTO memberships (user_id, group_name) VALUES ($1, $2) ON CONFLICT DO NOTHING',
          [id, group],
        );
      } catch (error) {
        if (isForeignKeyViolation(error)) return false;
        throw error;
      }
      tell({ kind: 'user', id });
      return true;
    },
    async removeMember(group, id) {
      if (!isUuid(id)) return false;
      const [, count] = await dataSource.query<[unknown, number]>(
        'DELETE FROM memberships WHERE user_id = $1 AND group_name = $2',
        [id, group],
      );
      tell({ kind: 'user', id });
      return count > 0;
    },
  };

  async function membersOf(
    group: string,
  ): Promise<readonly { readonly id: UserId; readonly name: string }[]> {
    return dataSource.query(
      `SELECT id, name FROM users JOIN memberships ON user_id = id WHERE group_name = $1 ORDER BY name`,
      [group],
    );
  }
}
