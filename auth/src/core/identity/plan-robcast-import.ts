import { importPassword } from './imported-password.js';
import { readName } from './read-name.js';
import { type DumpRow, readDump } from './sql-dump.js';

/** Somebody of a Flask-Security installation, as they would be here. */
export interface RobcastPerson {
  readonly name: string;
  readonly email: string | null;
  readonly groups: readonly string[];
  readonly disabled: boolean;
  /** Null: hashed in a way that we can't check, or not at all. */
  readonly passwordHash: string | null;
}

export interface RobcastPlan {
  readonly people: readonly RobcastPerson[];
  /** One sentence per row that is left out. */
  readonly problems: readonly string[];
}

/**
 * Reads the users of an iiif-image-auth stack from a dump of its database. The user name is `username`, else the e-mail
 * address, by which people sign in there; roles become groups; `active` off becomes disabled. `fs_uniquifier` and
 * sessions mean nothing here. @param salt base64url; empty: passwords were hashed as they are
 */
export function planRobcastImport(dump: string, salt: string): RobcastPlan {
  const tables = readDump(dump, ['user', 'users', 'role', 'roles', 'roles_users', 'user_roles']);
  const rowsOf = (...names: readonly string[]): readonly DumpRow[] =>
    names.flatMap((name) => tables.get(name) ?? []);
  const roles = new Map(rowsOf('role', 'roles').map((role) => [role.get('id'), role.get('name') ?? '']));
  const rolesOf = new Map<string, string[]>();
  for (const row of rowsOf('roles_users', 'user_roles')) {
    const user = row.get('user_id') ?? '';
    rolesOf.set(user, [...(rolesOf.get(user) ?? []), roles.get(row.get('role_id')) ?? '']);
  }
  const people = new Map<string, RobcastPerson>();
  const problems: string[] = [];
  for (const row of rowsOf('user', 'users')) {
    const email = row.get('email') ?? null;
    const name = readName('user', row.get('username') ?? email ?? '');
    const groups = (rolesOf.get(row.get('id') ?? '') ?? []).map((role) => readName('group', role));
    const bad = [name, ...groups].flatMap((result) => (result.ok ? [] : [result.error]));
    if (!name.ok || bad.length > 0) problems.push(`User ${row.get('id') ?? '?'}: ${bad.join(' ')}`);
    else if (people.has(name.value))
      problems.push(`User ${row.get('id') ?? '?'}: ${name.value} is there twice.`);
    else
      people.set(name.value, {
        name: name.value,
        email,
        groups: [...new Set(groups.flatMap((group) => (group.ok ? [group.value] : [])))],
        disabled: /^(?:0|f|false)$/i.test(row.get('active') ?? 'true'),
        passwordHash: importPassword(row.get('password') ?? '', salt),
      });
  }
  return { people: [...people.values()], problems };
}
