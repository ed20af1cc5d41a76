import { LRUCache } from 'lru-cache';
import type { SessionStore } from '../core/session/session-store.js';
import { isSessionAlive, type SessionHash } from '../core/session/session.js';
import type { EpochSeconds } from '../core/time.js';
import { sessionLives } from './middleware/session.js';

/** What became of a session that no longer counts: it ran out, or nothing is known of it. */
export type SessionEnd = 'expired' | 'unknown';

interface EndedDeps {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly clock: () => EpochSeconds;
}

const memoryMilliseconds = 60_000;

/**
 * Tells expired from unknown (A2-2A) with at most one look into the table for the same cookie in a minute, since some
 * viewers ask for a token 20 times a second. A session that ended stays ended: nothing remembered here opens anything.
 */
export function createEndedSessions({
  sessions,
  clock,
}: EndedDeps): (hash: SessionHash) => Promise<SessionEnd> {
  const known = new LRUCache<SessionHash, Promise<SessionEnd>>({ max: 10_000, ttl: memoryMilliseconds });
  async function look(hash: SessionHash): Promise<SessionEnd> {
    const stored = await sessions.find(hash);
    const ranOut = stored?.kind === 'content' && !isSessionAlive(stored, sessionLives.content, clock());
    return ranOut ? 'expired' : 'unknown';
  }
  return async (hash) => {
    const remembered = known.get(hash);
    if (remembered !== undefined) return remembered;
    const looking = look(hash);
    known.set(hash, looking);
    // What failed is asked again.
    looking.catch(() => known.delete(hash));
    return looking;
  };
}
