import type { ChangeFeed } from '../core/change.js';
import type { User, UserId } from '../core/identity/user.js';
import type { UserStore } from '../core/identity/user-store.js';
import {
  isSessionAlive,
  type Session,
  type SessionHash,
  type SessionKind,
  type SessionLife,
} from '../core/session/session.js';
import type { LiveSessions } from '../core/session/live-sessions.js';
import type { SessionStore } from '../core/session/session-store.js';
import { soon } from '../core/soon.js';
import { epochSeconds, type EpochSeconds } from '../core/time.js';
import { createFedCache } from './fed-cache.js';

/** The hot path's view of sessions. */
export interface CachedSessions extends LiveSessions {
  /** Writes down which sessions were seen. Call it every few seconds, and before the end. */
  flushTouches(): Promise<void>;
}

export interface CachedSessionsOptions {
  readonly sessions: SessionStore;
  readonly users: UserStore;
  readonly feed: ChangeFeed;
  readonly clock: () => EpochSeconds;
  readonly life: Readonly<Record<SessionKind, SessionLife>>;
}

/** Not for somebody who is gone or disabled, nor where a group asks for more than this session showed. */
function isGood(session: Session, user: User | null): user is User {
  return user !== null && !user.disabled && (session.secondFactor || !user.secondFactorAsked);
}

const touchAfterSeconds = 60;
const mostSessions = 50_000;
const mostUsers = 20_000;

/** Sessions and their users, from memory while the change feed is fresh. */
export function createCachedSessions(options: CachedSessionsOptions): CachedSessions {
  const { sessions, users, feed, clock, life } = options;
  const seen = new Map<SessionHash, EpochSeconds>();
  const common = { isFresh: feed.isFresh, now: () => clock() * 1000 };
  const bySession = createFedCache<SessionHash, Session>({
    ...common,
    load: async (hash) => sessions.find(hash),
    isGood: (session) => isSessionAlive(session, life[session.kind], clock()),
    max: mostSessions,
  });
  const byUser = createFedCache<UserId, User>({
    ...common,
    load: async (id) => users.findById(id),
    max: mostUsers,
  });
  feed.onChange((change) => {
    if (change.kind === 'session') bySession.drop(change.hash);
    if (change.kind === 'user') byUser.drop(change.id);
    if (change.kind !== 'flush') return;
    bySession.flush();
    byUser.flush();
  });

  function note(session: Session): Session {
    const now = clock();
    if (now - session.lastSeenAt < touchAfterSeconds) return session;
    seen.set(session.hash, now);
    const touched = { ...session, lastSeenAt: now };
    bySession.replace(session.hash, session, touched);
    return touched;
  }

  return {
    find: (hash) =>
      soon(bySession.find(hash), (session) => {
        if (session === null) return null;
        if (session.user === null) return { session: note(session), user: null };
        return soon(byUser.find(session.user), (user) =>
          isGood(session, user) ? { session: note(session), user } : null,
        );
      }),
    async flushTouches() {
      if (seen.size === 0) return;
      const batch = new Map(seen);
      seen.clear();
      try {
        // The earliest of the batch would let some expire early, the latest is at most a few seconds off.
        await sessions.touch([...batch.keys()], epochSeconds(Math.max(...batch.values())));
      } catch (error) {
        for (const [hash, at] of batch) if (!seen.has(hash)) seen.set(hash, at);
        throw error;
      }
    },
  };
}
