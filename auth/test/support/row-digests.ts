import type { DataSource } from 'typeorm';

/** Moved by looking at a page, which changes nothing for anybody. */
const moving: Readonly<Record<string, string>> = { sessions: `- 'last_seen_at'` };

/** A digest of the rows of every table, by table: equal before and after where nothing was changed. */
export async function digestRows(dataSource: DataSource): Promise<Readonly<Record<string, string>>> {
  const tables = dataSource.entityMetadatas.map((entity) => entity.tableName);
  const parts = tables.map(
    (table) =>
      `select '${table}' as name, coalesce(md5(string_agg(line, chr(10) order by line)), '') as digest
       from (select (to_jsonb(row) ${moving[table] ?? ''})::text as line from "${table}" row) as lines`,
  );
  const rows = await dataSource.query<{ name: string; digest: string }[]>(parts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
