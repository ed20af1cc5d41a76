import type { DataSource } from 'typeorm';
import type { SignInFailureStore } from '../core/identity/sign-in-failure-store.js';
import type { Tally } from '../core/identity/sign-in-limits.js';
import type { SignInFailureRow } from './schemas/sign-in-failure.schema.js';

// Any number that no other user of the database takes for an advisory lock.
const failureLock = 7_143_203;

/** Failures to sign in, in PostgreSQL: every replica counts together. */
export function createPostgresSignInFailureStore(dataSource: DataSource): SignInFailureStore {
  return {
    update: async (keys, change) =>
      dataSource.transaction(async (transaction) => {
        // A key may have no row yet, so the keys are locked, not rows; in one order, so that nobody waits in a circle.
        await transaction.query(
          `SELECT pg_advisory_xact_lock($1, number) FROM (
             SELECT DISTINCT hashtext(key) AS number FROM unnest($2::text[]) AS key ORDER BY number) AS keys`,
          [failureLock, keys],
        );
        const rows = await transaction.query<SignInFailureRow[]>(
          'SELECT key, level, at, known_until AS "knownUntil" FROM sign_in_failures WHERE key = ANY($1)',
          [keys],
        );
        const { result, tallies } = change(
          new Map(rows.map(({ key, ...tally }): [string, Tally] => [key, tally])),
        );
        for (const [key, tally] of tallies) {
          await transaction.query(
            `INSERT INTO sign_in_failures (key, level, at, known_until) VALUES ($1, $2, $3, $4)
             ON CONFLICT (key) DO UPDATE SET level = EXCLUDED.level, at = EXCLUDED.at, known_until = EXCLUDED.known_until`,
            [key, tally.level, tally.at, tally.knownUntil],
          );
        }
        return result;
      }),
    async deleteQuiet(before) {
      const [, count] = await dataSource.query<[unknown, number]>(
        'DELETE FROM sign_in_failures WHERE at < $1',
        [before],
      );
      return count;
    },
  };
}
