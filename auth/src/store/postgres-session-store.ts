import { IsNull, Not, type DataSource } from 'typeorm';
import type { ChangeListener } from '../core/change.js';
import type { SessionHash } from '../core/session/session.js';
import type { SessionStore } from '../core/session/session-store.js';
import { isForeignKeyViolation, isUuid } from './postgres-values.js';
import { sessionSchema } from './schemas/session.schema.js';

const upsert = `
  INSERT INTO sessions (hash, kind, user_id, origins, agreements, created_at, last_seen_at, address, user_agent,
    second_factor)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (hash) DO UPDATE SET kind = EXCLUDED.kind, user_id = EXCLUDED.user_id, origins = EXCLUDED.origins,
    agreements = EXCLUDED.agreements, created_at = EXCLUDED.created_at,
    last_seen_at = greatest(sessions.last_seen_at, EXCLUDED.last_seen_at),
    address = EXCLUDED.address, user_agent = EXCLUDED.user_agent, second_factor = EXCLUDED.second_factor
  WHERE NOT sessions.ended`;

// SKIP LOCKED: whoever holds a session's row is changing it anyway, and two replicas never wait for each other.
const touch = `
  UPDATE sessions SET last_seen_at = $2 WHERE hash IN (
    SELECT hash FROM sessions WHERE hash = ANY($1) AND last_seen_at < $2 AND NOT ended FOR UPDATE SKIP LOCKED)`;

/**
 * Sessions in PostgreSQL. An ended session's row stays, emptied, until it would have expired: a request that read it
 * before it ended and saves it afterwards must not bring it back to life. `tell`: see ChangeFeed.
 */
export function createPostgresSessionStore(dataSource: DataSource, tell: ChangeListener): SessionStore {
  const sessions = dataSource.getRepository(sessionSchema);

  /** Ends what the condition names; tokens go first, so that none is left if this breaks off in between. */
  async function endWhere(condition: string, values: readonly unknown[]): Promise<number> {
    const ended = await dataSource.transaction(async (transaction) => {
      const rows = await transaction.query<{ readonly hash: SessionHash }[]>(
        `SELECT hash FROM sessions WHERE NOT ended AND ${condition} ORDER BY hash FOR UPDATE`,
        [...values],
      );
      const hashes = rows.map((row) => row.hash);
      await transaction.query(
        `UPDATE sessions SET ended = true, user_id = NULL, origins = '{}', agreements = '{}', address = NULL,
           user_agent = NULL WHERE hash = ANY($1)`,
        [hashes],
      );
      await transaction.query('DELETE FROM access_tokens WHERE session_hash = ANY($1)', [hashes]);
      return hashes;
    });
    for (const hash of ended) tell({ kind: 'session', hash });
    return ended.length;
  }

  return {
    // The column `ended` is not read along (session.schema.ts).
    find: async (hash) => sessions.findOneBy({ hash, ended: false }),
    async save(session) {
      try {
        await dataSource.query(upsert, [
          session.hash,
          session.kind,
          session.user,
          session.origins,
          JSON.stringify(session.agreements),
          session.createdAt,
          session.lastSeenAt,
          session.address,
          session.userAgent,
          session.secondFactor,
        ]);
      } catch (error) {
        // A person who was deleted meanwhile gets no session.
        if (!isForeignKeyViolation(error)) throw error;
      }
      tell({ kind: 'session', hash: session.hash });
    },
    async touch(hashes, at) {
      if (hashes.length > 0) await dataSource.query(touch, [hashes, at]);
    },
    async end(hash) {
      await endWhere('hash = $1', [hash]);
      tell({ kind: 'session', hash });
    },
    endAllOf: async (user, except = '' as SessionHash) =>
      isUuid(user) ? endWhere('user_id = $1 AND hash <> $2', [user, except]) : 0,
    endAll: async () => endWhere('true', []),
    list: async () => sessions.find({ where: { ended: false }, order: { lastSeenAt: 'DESC', hash: 'ASC' } }),
    async listPage(user, offset, limit) {
      if (user !== null && !isUuid(user)) return { sessions: [], total: 0 };
      const [page, total] = await sessions.findAndCount({
        where: { ended: false, user: user ?? Not(IsNull()) },
        order: { lastSeenAt: 'DESC', hash: 'ASC' },
        skip: offset,
        take: limit,
      });
      return { sessions: page, total };
    },
    async countPeople() {
      const [row] = await dataSource.query<{ readonly count: number }[]>(
        'SELECT count(DISTINCT user_id)::int AS count FROM sessions WHERE NOT ended',
      );
      return row?.count ?? 0;
    },
    async deleteExpired({ idleBefore, createdBefore, agreedBefore }) {
      const [, count] = await dataSource.query<[unknown, number]>(
        `DELETE FROM sessions WHERE (last_seen_at < $1 OR created_at < $2) AND NOT (user_id IS NULL AND EXISTS (
           SELECT FROM jsonb_each(agreements) WHERE (value ->> 'at')::double precision >= $3))`,
        [idleBefore, createdBefore, agreedBefore],
      );
      return count;
    },
  };
}
