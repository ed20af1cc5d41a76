import type { DataSource } from 'typeorm';
import type { ImageFacts } from '../core/image/image-facts.js';
import type { ImageIndex } from '../core/image/image-index.js';
import type { ImagePath } from '../core/image/image-path.js';

const select = `
  SELECT path, width, height, levels, tile_width AS "tileWidth", tile_height AS "tileHeight", format, version, root
  FROM images`;

// Walks the index of folders from child to child instead of over everything below: two steps for each subfolder.
// After a folder that is itself a child (`a/b`) comes the next folder, since `a/b c` sorts before `a/b/x`; after one
// that lies deeper (`a/b/x`) everything below the child is skipped (`0` follows `/`; nothing comes before chr(1)).
// `low` is the parent with its slash, `high` where what lies below it ends; both are empty for the root.
const subfolders = `
  SELECT parent.folder AS parent, found.child FROM unnest($1::text[]) AS parent(folder), LATERAL (
    SELECT CASE WHEN parent.folder = '' THEN '' ELSE parent.folder || '/' END COLLATE "C" AS low,
           CASE WHEN parent.folder = '' THEN '' ELSE parent.folder || '0' END COLLATE "C" AS high
  ) AS bound, LATERAL (
    WITH RECURSIVE walk AS (
      (SELECT folder, split_part(substr(folder, length(low) + 1), '/', 1) AS child FROM images
       WHERE folder > low AND (low = '' OR folder < high) ORDER BY folder LIMIT 1)
      UNION ALL
      SELECT next.folder, split_part(substr(next.folder, length(low) + 1), '/', 1) FROM walk, LATERAL (
        SELECT folder FROM images
        WHERE folder >= CASE WHEN walk.folder = low || child THEN walk.folder || chr(1) ELSE low || child || '0' END COLLATE "C"
          AND (low = '' OR folder < high)
        ORDER BY folder LIMIT 1) AS next
    )
    SELECT DISTINCT child FROM walk
  ) AS found`;

/** The image index in PostgreSQL; postgres-image-catalogue.ts writes it. */
export function createPostgresImageIndex(dataSource: DataSource): ImageIndex {
  async function listSubfoldersOf(
    folders: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, string[]>(folders.map((folder) => [folder, []]));
    if (folders.length === 0) return found;
    const rows = await dataSource.query<{ readonly parent: string; readonly child: string }[]>(subfolders, [
      [...found.keys()],
    ]);
    for (const { parent, child } of rows) found.get(parent)?.push(child);
    return found;
  }

  return {
    async find(path) {
      const [row] = await dataSource.query<ImageFacts[]>(`${select} WHERE path = $1`, [path]);
      return row ?? null;
    },
    listFolder: async (folder) => dataSource.query<ImageFacts[]>(`${select} WHERE folder = $1`, [folder]),
    listSubfolders: async (folder) => (await listSubfoldersOf([folder])).get(folder) ?? [],
    listSubfoldersOf,
    listAll: async (after, limit) =>
      dataSource.query<ImageFacts[]>(`${select} WHERE path > $1 ORDER BY path LIMIT $2`, [
        after ?? '',
        limit,
      ]),
    async countWithin(folders) {
      const rows = await dataSource.query<{ readonly count: number }[]>(
        // Apart, so that each is answered from an index.
        `SELECT (CASE WHEN asked.folder = '' THEN (SELECT count(*) FROM images)
           ELSE (SELECT count(*) FROM images
                 WHERE path > asked.folder || '/' COLLATE "C" AND path < asked.folder || '0' COLLATE "C")
             + (SELECT count(*) FROM images WHERE path = asked.folder) END)::int AS count
         FROM unnest($1::text[]) WITH ORDINALITY AS asked(folder, place) ORDER BY place`,
        [folders],
      );
      return rows.map((row) => row.count);
    },
    async listWithin(folder, without, limit) {
      const rows = await dataSource.query<{ readonly path: ImagePath }[]>(
        `SELECT path FROM images
         WHERE ($1 = '' OR path = $1 OR (path > $1 || '/' COLLATE "C" AND path < $1 || '0' COLLATE "C"))
           AND NOT EXISTS (
             SELECT FROM unnest($2::text[]) AS below(folder)
             WHERE path = below.folder OR starts_with(path, below.folder || '/'))
         ORDER BY path LIMIT $3`,
        [folder, without, limit],
      );
      return rows.map((row) => row.path);
    },
    async count(most) {
      const [row] = await dataSource.query<{ readonly count: number }[]>(
        most === undefined
          ? 'SELECT count(*)::int AS count FROM images'
          : 'SELECT count(*)::int AS count FROM (SELECT FROM images LIMIT $1) AS counted',
        most === undefined ? [] : [most],
      );
      return row?.count ?? 0;
    },
  };
}
