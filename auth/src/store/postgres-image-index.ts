import type { DataSource } from 'typeorm';
import type { ImageFacts } from '../core/image/image-facts.js';
import type { ImageIndex } from '../core/image/image-index.js';

const select = `
  SELECT path, width, height, levels, tile_width AS "tileWidth", tile_height AS "tileHeight", format, version, root
  FROM images`;

// Walks the index of folders from child to child instead of over everything below: two steps for each subfolder.
// After a folder that is itself a child (`a/b`) comes the next folder, since `a/b c` sorts before `a/b/x`; after one
// that lies deeper (`a/b/x`) everything below the child is skipped (`0` follows `/`; nothing comes before chr(1)). $1 is the parent with its slash.
const subfolders = `
  WITH RECURSIVE walk AS (
    (SELECT folder, split_part(substr(folder, length($1) + 1), '/', 1) AS child FROM images
     WHERE folder > $1 AND ($1 = '' OR folder < $2) ORDER BY folder LIMIT 1)
    UNION ALL
    SELECT next.folder, split_part(substr(next.folder, length($1) + 1), '/', 1) FROM walk, LATERAL (
      SELECT folder FROM images
      WHERE folder >= CASE WHEN walk.folder = $1 || child THEN walk.folder || chr(1) ELSE $1 || child || '0' END COLLATE "C"
        AND ($1 = '' OR folder < $2)
      ORDER BY folder LIMIT 1) AS next
  )
  SELECT DISTINCT child FROM walk`;

/** The image index in PostgreSQL; postgres-image-catalogue.ts writes it. */
export function createPostgresImageIndex(dataSource: DataSource): ImageIndex {
  return {
    async find(path) {
      const [row] = await dataSource.query<ImageFacts[]>(`${select} WHERE path = $1`, [path]);
      return row ?? null;
    },
    listFolder: async (folder) => dataSource.query<ImageFacts[]>(`${select} WHERE folder = $1`, [folder]),
    async listSubfolders(folder) {
      const bounds = folder === '' ? ['', ''] : [`${folder}/`, `${folder}0`];
      const rows = await dataSource.query<{ readonly child: string }[]>(subfolders, bounds);
      return rows.map((row) => row.child);
    },
    listAll: async (after, limit) =>
      dataSource.query<ImageFacts[]>(`${select} WHERE path > $1 ORDER BY path LIMIT $2`, [
        after ?? '',
        limit,
      ]),
    async count() {
      const [row] = await dataSource.query<{ readonly count: number }[]>(
        'SELECT count(*)::int AS count FROM images',
      );
      return row?.count ?? 0;
    },
  };
}
