import type { User } from './user.js';
import type { UserStore } from './user-store.js';

/** True if nobody could administer any more without this person. */
export async function isLastAdministrator(users: UserStore, user: User): Promise<boolean> {
  return user.administrator && !user.disabled && (await users.countAdministrators()) <= 1;
}
