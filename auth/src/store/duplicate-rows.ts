import type { DataSource } from 'typeorm';

/** First characters of fingerprints, in the order of bytes; as many parts as there are pairs of neighbours. */
const bounds = ['', '8', 'H', 'R', 'a', 'j', 'r', 'z~'] as const;

/**
 * Finds images of one fingerprint anew, part by part, so that no statement takes long over a million of them and the
 * time limits of the connection can stay short.
 */
export async function findDuplicates(dataSource: DataSource): Promise<void> {
  for (const [index, low] of bounds.slice(0, -1).entries()) {
    const range = [low, bounds[index + 1]];
    await dataSource.transaction(async (transaction) => {
      await transaction.query(
        'DELETE FROM duplicate_images WHERE fingerprint >= $1 AND fingerprint < $2',
        range,
      );
      await transaction.query(
        `INSERT INTO duplicate_images (path, fingerprint)
         SELECT path, fingerprint FROM images WHERE fingerprint IN (
           SELECT fingerprint FROM images WHERE fingerprint >= $1 AND fingerprint < $2
           GROUP BY fingerprint HAVING count(*) > 1)
         ON CONFLICT (path) DO UPDATE SET fingerprint = EXCLUDED.fingerprint`,
        range,
      );
    });
  }
}
