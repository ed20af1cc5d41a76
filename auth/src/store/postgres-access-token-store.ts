import type { DataSource } from 'typeorm';
import type { ChangeListener } from '../core/change.js';
import type { AccessToken } from '../core/session/access-token.js';
import type { AccessTokenStore } from '../core/session/access-token-store.js';

// The row of the session is locked meanwhile: a token can't slip in while its session ends.
const insert = `
  INSERT INTO access_tokens (hash, session_hash, origin, protocol, expires_at)
  SELECT $1, hash, $3, $4, $5 FROM sessions WHERE hash = $2 AND NOT ended FOR SHARE`;

const select = `
  SELECT access_tokens.hash, session_hash AS session, origin, protocol, expires_at AS "expiresAt"
  FROM access_tokens JOIN sessions ON sessions.hash = session_hash AND NOT ended
  WHERE access_tokens.hash = $1`;

/** Access tokens in PostgreSQL. One for a session that does not exist (any more) is not stored. `tell`: see ChangeFeed. */
export function createPostgresAccessTokenStore(
  dataSource: DataSource,
  tell: ChangeListener,
): AccessTokenStore {
  return {
    async find(hash) {
      const [row] = await dataSource.query<AccessToken[]>(select, [hash]);
      return row ?? null;
    },
    async save(token) {
      await dataSource.query(insert, [
        token.hash,
        token.session,
        token.origin,
        token.protocol,
        token.expiresAt,
      ]);
      tell({ kind: 'token', hash: token.hash });
    },
    async deleteExpired(now) {
      const [, count] = await dataSource.query<[unknown, number]>(
        'DELETE FROM access_tokens WHERE expires_at <= $1',
        [now],
      );
      return count;
    },
  };
}
