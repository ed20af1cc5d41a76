import type { UserStore } from '../identity/user-store.js';
import type { SessionStore } from './session-store.js';

/** Signs every member of a group out everywhere. @returns how many sessions ended */
export async function endSessionsOfGroup(
  { users, sessions }: { readonly users: UserStore; readonly sessions: SessionStore },
  group: string,
): Promise<number> {
  let count = 0;
  const names = (await users.listMembers(group)) ?? [];
  for (const { id } of await users.listNamed(names)) count += await sessions.endAllOf(id);
  return count;
}
