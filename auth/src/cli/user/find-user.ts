import { isLastAdministrator } from '../../core/identity/last-administrator.js';
import type { User } from '../../core/identity/user.js';
import type { UserStore } from '../../core/identity/user-store.js';
import { err, ok, type Result } from '../../core/result.js';
import { readName } from '../../core/identity/read-name.js';

/** The user of this name, or a sentence that says there is none. */
export async function findUser(users: UserStore, text: string): Promise<Result<User, string>> {
  const name = readName('user', text);
  if (!name.ok) return name;
  const user = await users.findByName(name.value);
  return user === null ? err(`There is no user ${name.value}. See: gatehouse user list`) : ok(user);
}

/** A sentence if nobody could administer any more without this person, else null. */
export async function refuseLastAdministrator(users: UserStore, user: User): Promise<string | null> {
  if (!(await isLastAdministrator(users, user))) return null;
  return `${user.name} is the last administrator. Make another one first: gatehouse user add NAME --administrator`;
}
