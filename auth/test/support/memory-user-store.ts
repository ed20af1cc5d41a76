import { randomUUID } from 'node:crypto';
import type { UserStore } from '../../src/core/identity/user-store.js';
import type { User, UserId } from '../../src/core/identity/user.js';
import type { EpochSeconds } from '../../src/core/time.js';

type Row = Omit<User, 'groups' | 'hasSecondFactor' | 'secondFactorAsked'> & {
  readonly passwordHash: string | null;
};

/** People and groups in memory. `onDelete` stands for what the database deletes along with a user. */
export function createMemoryUserStore(
  now: () => EpochSeconds,
  onDelete: (id: UserId) => Promise<unknown> = async () => undefined,
): UserStore {
  const rows = new Map<UserId, Row>();
  const groups = new Map<string, Set<UserId>>();
  const asking = new Set<string>();
  const keyed = new Set<string>();

  function toUser(row: Row): User {
    const names = [...groups].filter(([, members]) => members.has(row.id)).map(([name]) => name);
    const user: User & { passwordHash?: unknown } = {
      ...row,
      groups: names.sort(),
      hasSecondFactor: false,
      secondFactorAsked: names.some((name) => asking.has(name)),
    };
    delete user.passwordHash;
    return user;
  }

  function byName(name: string): Row | undefined {
    return [...rows.values()].find((row) => row.name === name);
  }

  async function change(id: UserId, values: Partial<Row>): Promise<void> {
    const row = rows.get(id);
    if (row !== undefined) rows.set(id, { ...row, ...values });
  }

  return {
    async findById(id) {
      const row = rows.get(id);
      return row === undefined ? null : toUser(row);
    },
    async findByName(name) {
      const row = byName(name);
      return row === undefined ? null : toUser(row);
    },
    findByEmail: async (email) =>
      [...rows.values()]
        .filter((row) => row.email?.toLowerCase() === email.toLowerCase())
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .slice(0, 10)
        .map(toUser),
    async findCredential(name) {
      const row = byName(name);
      return row === undefined ? null : { user: toUser(row), passwordHash: row.passwordHash };
    },
    hasImportedPasswords: async () =>
      [...rows.values()].some(({ passwordHash }) => passwordHash?.startsWith('$imported$') === true),
    list: async () => [...rows.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map(toUser),
    listNamed: async (names) =>
      [...rows.values()]
        .filter((row) => names.includes(row.name))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(toUser),
    listAfter: async (name, limit) =>
      [...rows.values()]
        .filter((row) => row.name > (name ?? ''))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .slice(0, limit)
        .map(toUser),
    async listPage({ search, state, group, sort, offset, limit }) {
      const found = [...rows.values()]
        .map(toUser)
        .filter((user) =>
          [user.name, user.displayName, user.email ?? ''].some((text) => text.toLowerCase().includes(search)),
        )
        .filter((user) => group === null || user.groups.includes(group))
        .filter(
          (user) =>
            ({
              all: true,
              enabled: !user.disabled,
              disabled: user.disabled,
              administrators: user.administrator,
              'deletion-asked': user.deletionAskedAt !== null,
            })[state],
        )
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .sort((a, b) => {
          if (sort === 'name') return 0;
          return sort === 'created'
            ? b.createdAt - a.createdAt
            : (b.lastSignInAt ?? -1) - (a.lastSignInAt ?? -1);
        });
      return { users: found.slice(offset, offset + limit), total: found.length };
    },
    async create(user) {
      if (byName(user.name) !== undefined) return null;
      const id = randomUUID() as string as UserId;
      const row = {
        ...user,
        id,
        disabled: false,
        language: null,
        agreements: {},
        createdAt: now(),
        lastSignInAt: null,
        deletionAskedAt: null,
      };
      rows.set(id, row);
      return toUser(row);
    },
    setPasswordHash: async (id, passwordHash) => change(id, { passwordHash }),
    setDisabled: async (id, disabled) => change(id, { disabled }),
    setAdministrator: async (id, administrator) => change(id, { administrator }),
    async recordAcceptance(id, agreement, acceptance) {
      const known = rows.get(id)?.agreements ?? {};
      await change(id, { agreements: { ...known, [agreement]: acceptance } });
    },
    setProfile: async (id, profile) => change(id, profile),
    setLanguage: async (id, language) => change(id, { language }),
    setDeletionAsked: async (id, deletionAskedAt) => change(id, { deletionAskedAt }),
    recordSignIn: async (id, lastSignInAt) => change(id, { lastSignInAt }),
    async delete(id) {
      rows.delete(id);
      for (const members of groups.values()) members.delete(id);
      await onDelete(id);
    },
    countAdministrators: async () =>
      [...rows.values()].filter((row) => row.administrator && !row.disabled).length,
    listGroups: async () =>
      [...groups]
        .map(([name, members]) => ({
          name,
          members: members.size,
          secondFactor: asking.has(name),
          ownKeys: keyed.has(name),
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    async createGroup(name) {
      if (groups.has(name)) return false;
      groups.set(name, new Set());
      return true;
    },
    deleteGroup: async (name) => groups.delete(name),
    async setGroupSecondFactor(name, asked) {
      if (asked) asking.add(name);
      else asking.delete(name);
      return groups.has(name);
    },
    async setGroupOwnKeys(name, allowed) {
      if (allowed) keyed.add(name);
      else keyed.delete(name);
      return groups.has(name);
    },
    async listMembers(group) {
      const members = groups.get(group);
      return members === undefined ? null : [...members].map((id) => rows.get(id)?.name ?? '').sort();
    },
    async addMember(group, id) {
      const members = groups.get(group);
      if (members === undefined || !rows.has(id)) return false;
      members.add(id);
      return true;
    },
    removeMember: async (group, id) => groups.get(group)?.delete(id) ?? false,
  };
}
