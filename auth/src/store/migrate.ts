import type { DataSource } from 'typeorm';

// Any number that no other user of the database takes for an advisory lock.
const migrationLock = 7_143_201;

/**
 * Brings the schema up to date; returns the names of the migrations that ran. Several replicas may ask at once: one
 * works, the others wait and find nothing to do. All or nothing: when one breaks off, the database is as it was. The data source needs two connections and no statement timeout.
 */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const done = await dataSource.runMigrations({ transaction: 'all' });
    return done.map((migration) => migration.name);
  } finally {
    await holder.query('SELECT pg_advisory_unlock($1)', [migrationLock]).catch(ignore);
    await holder.release();
  }
}

/** True when every migration this program knows was applied (a newer program may have applied more). Reads only. */
export async function isMigrated(dataSource: DataSource): Promise<boolean> {
  const [found] = await dataSource.query<{ readonly exists: boolean }[]>(
    `SELECT to_regclass('migrations') IS NOT NULL AS exists`,
  );
  if (found?.exists !== true) return false;
  const rows = await dataSource.query<{ readonly name: string }[]>('SELECT name FROM migrations');
  const applied = new Set(rows.map((row) => row.name));
  return dataSource.migrations.every((migration) =>
    applied.has(migration.name ?? migration.constructor.name),
  );
}

function ignore(): void {
  // The lock goes with its connection.
}
