import type { EpochSeconds } from '../time.js';
import type { KeptAcceptance } from './acceptance.js';
import type { User } from './user.js';
import type { UserStore } from './user-store.js';

/**
 * Takes back what a person accepted; it holds for every session, also for what was accepted in one before signing in.
 * @returns what is kept now; null: there was nothing to take back
 */
export async function withdrawAcceptance(
  users: Pick<UserStore, 'recordAcceptance'>,
  user: Pick<User, 'id' | 'agreements'>,
  agreement: string,
  now: EpochSeconds,
): Promise<KeptAcceptance | null> {
  const known = Object.hasOwn(user.agreements, agreement) ? user.agreements[agreement] : undefined;
  if (known === undefined || known.withdrawn) return null;
  const withdrawn = { version: known.version, at: now, withdrawn: true };
  await users.recordAcceptance(user.id, agreement, withdrawn);
  return withdrawn;
}
