import type { DataSource } from 'typeorm';
import type { ImageRoot } from '../core/image/image-facts.js';
import type { ScanProblem } from '../core/image/image-index.js';

/** Keeps the list of problems of one root up to date while it is scanned. */
export interface ProblemWriter {
  replace(folder: string, problems: readonly ScanProblem[]): Promise<void>;
  /** Drops the problems of folders that are no longer there. */
  forget(isForgotten: (folder: string) => boolean): Promise<void>;
}

/** Knows which folders had problems, so that the others, nearly all of them, cost nothing. */
export async function loadProblemWriter(dataSource: DataSource, root: ImageRoot): Promise<ProblemWriter> {
  const rows = await dataSource.query<{ readonly folder: string }[]>(
    'SELECT DISTINCT folder FROM scan_problems WHERE root = $1',
    [root],
  );
  const troubled = new Set(rows.map((row) => row.folder));

  return {
    async replace(folder, problems) {
      if (problems.length === 0 && !troubled.has(folder)) return;
      await dataSource.transaction(async (transaction) => {
        await transaction.query('DELETE FROM scan_problems WHERE root = $1 AND folder = $2', [root, folder]);
        await transaction.query(
          `INSERT INTO scan_problems (root, folder, name, code, message)
           SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::text[])`,
          [
            root,
            folder,
            problems.map((problem) => problem.name),
            problems.map((problem) => problem.code),
            problems.map((problem) => problem.message),
          ],
        );
      });
      if (problems.length === 0) troubled.delete(folder);
      else troubled.add(folder);
    },
    async forget(isForgotten) {
      const folders = [...troubled].filter(isForgotten);
      if (folders.length > 0)
        await dataSource.query('DELETE FROM scan_problems WHERE root = $1 AND folder = ANY($2)', [
          root,
          folders,
        ]);
    },
  };
}
