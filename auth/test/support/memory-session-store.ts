import type { AccessToken, AccessTokenHash } from '../../src/core/session/access-token.js';
import type { AccessTokenStore } from '../../src/core/session/access-token-store.js';
import type { Session, SessionHash } from '../../src/core/session/session.js';
import type { SessionStore } from '../../src/core/session/session-store.js';

/** Sessions and their access tokens in memory. */
export function createMemorySessionStores(): {
  readonly sessions: SessionStore;
  readonly tokens: AccessTokenStore;
} {
  const rows = new Map<SessionHash, Session>();
  const ended = new Set<SessionHash>();
  const tokens = new Map<AccessTokenHash, AccessToken>();

  function endWhere(matches: (session: Session) => boolean): number {
    const hashes = [...rows.values()].filter(matches).map((session) => session.hash);
    for (const hash of hashes) {
      rows.delete(hash);
      ended.add(hash);
    }
    for (const token of tokens.values()) if (!rows.has(token.session)) tokens.delete(token.hash);
    return hashes.length;
  }

  function inOrder(): readonly Session[] {
    return [...rows.values()].sort((a, b) => b.lastSeenAt - a.lastSeenAt || (a.hash < b.hash ? -1 : 1));
  }

  return {
    sessions: {
      find: async (hash) => rows.get(hash) ?? null,
      async save(session) {
        if (ended.has(session.hash)) return;
        const lastSeenAt = Math.max(session.lastSeenAt, rows.get(session.hash)?.lastSeenAt ?? 0);
        rows.set(session.hash, { ...session, lastSeenAt: lastSeenAt as Session['lastSeenAt'] });
      },
      async touch(hashes, at) {
        for (const hash of hashes) {
          const row = rows.get(hash);
          if (row !== undefined && row.lastSeenAt < at) rows.set(hash, { ...row, lastSeenAt: at });
        }
      },
      async end(hash) {
        endWhere((session) => session.hash === hash);
      },
      endAllOf: async (user, except) =>
        endWhere((session) => session.user === user && session.hash !== except),
      endAll: async () => endWhere(() => true),
      list: async () => inOrder(),
      async listPage(user, offset, limit) {
        const found = inOrder().filter((session) =>
          user === null ? session.user !== null : session.user === user,
        );
        return { sessions: found.slice(offset, offset + limit), total: found.length };
      },
      countPeople: async () =>
        new Set([...rows.values()].map((session) => session.user).filter((user) => user !== null)).size,
      deleteExpired: async ({ idleBefore, createdBefore, agreedBefore }) =>
        endWhere(
          (session) =>
            (session.lastSeenAt < idleBefore || session.createdAt < createdBefore) &&
            !(
              session.user === null && Object.values(session.agreements).some(({ at }) => at >= agreedBefore)
            ),
        ),
    },
    tokens: {
      find: async (hash) => tokens.get(hash) ?? null,
      async save(token) {
        if (rows.has(token.session)) tokens.set(token.hash, token);
      },
      async deleteExpired(now) {
        const expired = [...tokens.values()].filter((token) => token.expiresAt <= now);
        for (const token of expired) tokens.delete(token.hash);
        return expired.length;
      },
    },
  };
}
