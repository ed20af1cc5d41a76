import type { OneTimeAddress } from './make-one-time-link.js';
import type { User } from './user.js';
import type { UserStore } from './user-store.js';

/** Somebody new, and the one link by which they choose a password. */
export interface Invited {
  readonly user: User;
  readonly address: OneTimeAddress;
}

/**
 * Makes links for those of these people who have no password yet; whoever is gone, disabled or has one is passed over, so
 * doing it again harms nobody who has begun. One after the other: stop asking, and no further link is made.
 */
export async function* invitePeople(
  names: readonly string[],
  users: Pick<UserStore, 'findCredential'>,
  makeLink: (user: User) => Promise<OneTimeAddress>,
): AsyncGenerator<Invited> {
  for (const name of names) {
    const found = await users.findCredential(name);
    if (found === null || found.passwordHash !== null || found.user.disabled) continue;
    yield { user: found.user, address: await makeLink(found.user) };
  }
}

export const invitedHeads = ['name', 'display_name', 'email', 'link', 'valid_until'] as const;

/** One row of the table of links. `isoTime` writes a point in time. */
export function invitedCells(
  { user, address }: Invited,
  isoTime: (at: OneTimeAddress['expiresAt']) => string,
): readonly string[] {
  return [user.name, user.displayName, user.email ?? '', address.link, isoTime(address.expiresAt)];
}
