import type { DataSource, QueryRunner } from 'typeorm';
import type { ChangeListener } from '../core/change.js';
import type { FoundProblem, ImageCatalogue } from '../core/image/image-catalogue.js';
import type { ImageRoot } from '../core/image/image-facts.js';
import { startPostgresScan } from './postgres-image-scan.js';
import { scanSchema } from './schemas/scan.schema.js';

// Any number that no other user of the database takes for an advisory lock.
const scanLock = 7_143_202;
const keptReports = 500;

/** What writes the image index in PostgreSQL. `tell`: see ChangeFeed. */
export function createPostgresImageCatalogue(dataSource: DataSource, tell: ChangeListener): ImageCatalogue {
  const scans = dataSource.getRepository(scanSchema);

  return {
    async begin(root, scope, at) {
      const holder = scope === 'whole' ? await takeLock(dataSource, root) : null;
      if (scope === 'whole' && holder === null) return null;
      try {
        // Whoever left one running died: the lock is ours.
        if (scope === 'whole') await scans.update({ root, scope, state: 'running' }, { state: 'abandoned' });
        const [row] = await dataSource.query<{ readonly number: number }[]>(
          `INSERT INTO scans (root, scope, state, started_at) VALUES ($1, $2, 'running', $3) RETURNING number`,
          [root, scope, at],
        );
        if (row === undefined) throw new Error('the scan was given no number');
        await dataSource.query('DELETE FROM scans WHERE scope = $1 AND number < $2', [
          scope,
          row.number - keptReports,
        ]);
        return await startPostgresScan(dataSource, {
          number: row.number,
          root,
          scope,
          tell,
          release: async () => releaseLock(holder),
        });
      } catch (error) {
        await releaseLock(holder);
        throw error;
      }
    },
    async lastScan(root) {
      const [row] = await scans.find({ where: { root, scope: 'whole' }, order: { number: 'DESC' }, take: 1 });
      return row ?? null;
    },
    listProblems: async (limit) =>
      dataSource.query<FoundProblem[]>(
        'SELECT root, folder, name, code, message FROM scan_problems ORDER BY folder, name, number LIMIT $1',
        [limit],
      ),
  };
}

/** A connection that holds the lock of a root for as long as it lives; null: somebody else does. */
async function takeLock(dataSource: DataSource, root: ImageRoot): Promise<QueryRunner | null> {
  const holder = dataSource.createQueryRunner();
  try {
    const [row] = (await holder.query(
      'SELECT pg_try_advisory_lock($1, hashtext(current_schema() || $2)) AS taken',
      [scanLock, root],
    )) as { readonly taken: boolean }[];
    if (row?.taken === true) return holder;
  } catch (error) {
    await holder.release();
    throw error;
  }
  await holder.release();
  return null;
}

async function releaseLock(holder: QueryRunner | null): Promise<void> {
  if (holder === null || holder.isReleased) return;
  try {
    await holder.query('SELECT pg_advisory_unlock_all()');
  } catch {
    // The lock goes with its connection.
  } finally {
    await holder.release();
  }
}
