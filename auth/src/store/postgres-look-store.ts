import type { DataSource } from 'typeorm';
import type { ChangeListener } from '../core/change.js';
import { type Look, type LookStore, type LookVersion, plainLook } from '../core/look/look.js';
import { checkLook } from '../core/look/check-look.js';
import type { EpochSeconds } from '../core/time.js';
import type { LookRow } from './schemas/look.schema.js';

/** So many former ones stay: enough to look back, and no more of old logos. */
const kept = 20;

/** A stored look; parts that a newer or hand-written one has wrong are left out rather than shown. */
function lookOf(stored: Partial<Look>): Look {
  const look = { ...plainLook, ...stored };
  return checkLook(look).length === 0 ? look : { ...plainLook, logo: look.logo };
}

/** Looks in PostgreSQL, one row for each version. */
export function createPostgresLookStore(
  dataSource: DataSource,
  now: () => EpochSeconds,
  tell: ChangeListener,
): LookStore {
  return {
    async current() {
      const [row] = await dataSource.query<LookRow[]>(
        'SELECT number, look, by, at FROM looks ORDER BY number DESC LIMIT 1',
      );
      return row === undefined ? null : { ...row, look: lookOf(row.look) };
    },
    async publish(look, basedOn, by) {
      const version: LookVersion = { number: basedOn + 1, look, by, at: now() };
      // One statement: of two who base theirs on the same number, the key lets one in.
      const rows = await dataSource.query<unknown[]>(
        `INSERT INTO looks (number, look, by, at)
         SELECT $1::integer, $2::jsonb, $3, $4::double precision
         WHERE $5::integer = (SELECT COALESCE(max(number), 0) FROM looks)
         ON CONFLICT DO NOTHING RETURNING number`,
        [version.number, JSON.stringify(look), by, version.at, basedOn],
      );
      if (rows.length === 0) return null;
      await dataSource.query('DELETE FROM looks WHERE number <= $1', [version.number - kept]);
      tell({ kind: 'look' });
      return version;
    },
  };
}
