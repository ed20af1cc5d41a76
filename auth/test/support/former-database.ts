import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { DataSource } from 'typeorm';

/** Puts the dump of an earlier version's database into an empty schema. */
export async function loadFormerDatabase(dataSource: DataSource, schema: string): Promise<void> {
  const dump = gunzipSync(readFileSync('test/fixtures/former/database.sql.gz')).toString('utf8');
  const lines = dump
    .split('\n')
    // Settings of the session would outlive it in the pool, and the schema is there.
    .filter((line) => !/^(?:SET |SELECT pg_catalog\.set_config|CREATE SCHEMA|COMMENT ON SCHEMA)/.test(line));
  await dataSource.query(lines.join('\n').replaceAll(/\bpublic\./g, `${schema}.`));
}

/** Every row of every table but TypeORM's own, as text: what an upgrade must not lose. By table, in an order of its own. */
export async function readRows(
  dataSource: DataSource,
  columns: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = new Map<string, readonly string[]>();
  for (const [table, names] of columns) {
    const list = names.map((name) => `"${name}"`).join(', ');
    const found = await dataSource.query<{ readonly row: string }[]>(
      `SELECT row_to_json(r)::text AS row FROM (SELECT ${list} FROM ${table}) r ORDER BY 1`,
    );
    rows.set(table, found.map(({ row }) => row)); // prettier-ignore
  }
  return rows;
}

/** The columns of every table of a schema but TypeORM's own. */
export async function readColumns(
  dataSource: DataSource,
  schema: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await dataSource.query<{ readonly table: string; readonly columns: readonly string[] }[]>(
    `SELECT table_name AS table, array_agg(column_name::text ORDER BY ordinal_position) AS columns
     FROM information_schema.columns WHERE table_schema = $1 AND table_name <> 'migrations' GROUP BY 1 ORDER BY 1`,
    [schema],
  );
  return new Map(found.map(({ table, columns }) => [table, columns]));
}
