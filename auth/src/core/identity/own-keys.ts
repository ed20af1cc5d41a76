import type { Group, User } from './user.js';

/** Whether somebody may make keys with their own rights: a group of theirs allows it. Off until an administrator says so. */
export function mayMakeOwnKeys({ groups }: Pick<User, 'groups'>, all: readonly Group[]): boolean {
  return all.some(({ name, ownKeys }) => ownKeys && groups.includes(name));
}
