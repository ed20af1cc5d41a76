import type { UserStore } from '../core/identity/user-store.js';
import type { User, UserId } from '../core/identity/user.js';
import type { Digest } from '../core/session/digest.js';
import type { EpochSeconds } from '../core/time.js';

const lifeSeconds = 600;

/**
 * Says that somebody's password was right, in the form that asks for the second step. Good for ten minutes, in the
 * browser it was given to, until the password changes; worth nothing without the second step.
 */
export interface SignInTickets {
  readonly issue: (user: User, formToken: string) => Promise<string>;
  /** Null: not ours, of another browser, run out, or the person is disabled or changed the password. */
  readonly read: (ticket: string, formToken: string) => Promise<User | null>;
}

export interface SignInTicketDeps {
  readonly users: UserStore;
  readonly digest: Digest;
  readonly secretKey: string;
  readonly clock: () => EpochSeconds;
}

export function createSignInTickets({ users, digest, secretKey, clock }: SignInTicketDeps): SignInTickets {
  async function sign(user: User, at: string, formToken: string): Promise<string> {
    const credential = await users.findCredential(user.name);
    const bound = [user.id, at, formToken, credential?.passwordHash ?? ''];
    return digest.hmac(secretKey, `sign-in-ticket:${bound.join(' ')}`);
  }
  return {
    async issue(user, formToken) {
      const at = Math.floor(clock()).toString(36);
      return `${user.id}.${at}.${await sign(user, at, formToken)}`;
    },
    async read(ticket, formToken) {
      const [id, at, signature] = ticket.split('.');
      if (id === undefined || at === undefined || signature === undefined) return null;
      const age = clock() - Number.parseInt(at, 36);
      if (!(age >= -1 && age < lifeSeconds)) return null;
      const user = await users.findById(id as UserId);
      if (user === null || user.disabled) return null;
      return digest.equal(signature, await sign(user, at, formToken)) ? user : null;
    },
  };
}
