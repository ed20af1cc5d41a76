import type { User } from '../identity/user.js';
import type { Soon } from '../soon.js';
import type { AccessToken, AccessTokenHash } from './access-token.js';
import type { Session, SessionHash } from './session.js';

/** A session with the person as they are now: never a disabled one. */
export interface LiveSession {
  readonly session: Session;
  /** Null: nobody signed in (agreements only). */
  readonly user: User | null;
}

/** PORT: sessions on the hot path, from memory while the change feed is fresh, else asked for. Throws when neither works. */
export interface LiveSessions {
  /** Null: unknown, ended, expired, or its person is disabled. Counts as being seen. */
  find(hash: SessionHash): Soon<LiveSession | null>;
}

/** PORT: access tokens, likewise. */
export interface LiveTokens {
  find(hash: AccessTokenHash): Soon<AccessToken | null>;
}
