import type { DataSource } from 'typeorm';
import {
  type Finding,
  type FindingKind,
  type ImageFindings,
  isServed,
} from '../core/image/image-findings.js';

/** `$1` are folders; an empty one is everything. */
const within = (column: string): string =>
  `('' = ANY($1::text[]) OR EXISTS (SELECT FROM unnest($1::text[]) AS asked(below)
     WHERE ${column} = asked.below OR starts_with(${column}, asked.below || '/')))`;

const problems = `SELECT code AS kind, root, name AS path, message AS detail, number FROM scan_problems
  WHERE (${within('folder')} OR ${within('name')})`;
const remarks = `SELECT remark AS kind, root, path, '' AS detail FROM images
  WHERE remark IS NOT NULL AND ${within('folder')}`;
const duplicates = `SELECT 'duplicate' AS kind, images.root, path, twins.fingerprint AS detail
  FROM duplicate_images AS twins JOIN images USING (path)
  WHERE images.fingerprint = twins.fingerprint AND ${within('folder')}`;

const source = (kind: FindingKind): readonly [string, string] => {
  if (kind === 'duplicate') return [duplicates, 'twins.fingerprint, path'];
  return isServed(kind)
    ? [`${remarks} AND remark = $2`, 'path']
    : [`${problems} AND code = $2`, 'folder, name, number'];
};

/** The scan report in PostgreSQL. Each kind is read from an index of its own. */
export function createPostgresImageFindings(dataSource: DataSource): ImageFindings {
  return {
    async count(folders) {
      const rows = await dataSource.query<{ readonly kind: FindingKind; readonly count: number }[]>(
        [problems, remarks, duplicates]
          .map((one) => `SELECT kind, count(*)::int AS count FROM (${one}) AS found GROUP BY kind`)
          .join(' UNION ALL '),
        [folders],
      );
      return new Map(rows.map(({ kind, count }) => [kind, count]));
    },
    async list({ kind, folders, offset, limit }) {
      const [select, order] = source(kind);
      const named = kind === 'duplicate' ? [] : [kind];
      const [from, most] = [named.length + 2, named.length + 3];
      return dataSource.query<Finding[]>(
        `SELECT kind, root, path, detail FROM (${select} ORDER BY ${order} OFFSET $${from} LIMIT $${most}) AS found`,
        [folders, ...named, offset, limit],
      );
    },
  };
}
