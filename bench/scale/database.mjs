import { createDataSource } from '../../auth/dist/store/data-source.js';
import { createPostgresPolicyStore } from '../../auth/dist/store/postgres-policy-store.js';
import { storedPolicies } from '../../auth/dist/policy-text/policy-json.js';
import { takeTurns } from '../../auth/dist/system/take-turns.js';
import { now } from './rules.mjs';

/** An empty database with the product's tables. */
export async function openDatabase(url) {
  const source = createDataSource(url, { statementTimeoutMs: 0, poolSize: 2 });
  await source.initialize();
  await source.query('DROP SCHEMA public CASCADE');
  await source.query('CREATE SCHEMA public');
  await source.runMigrations({ transaction: 'each' });
  return source;
}

/** Rows of images, in 2000 folders. */
export async function addImages(source, count) {
  await source.query('ALTER TABLE images DISABLE TRIGGER images_tell');
  await source.query(
    `INSERT INTO images (path, folder, root, width, height, levels, tile_width, tile_height, format, version, scan)
     SELECT folder || '/' || n || '.jp2', folder, 'images', 6000, 4000, 6, 256, 256, 'jp2', to_hex(n) || '-2a-1', 1
     FROM (SELECT n, 'top' || (n % 2000) % 300 || '/folder' || (n % 2000) AS folder FROM generate_series(1, $1::int) AS n) AS rows`,
    [count],
  );
  await source.query('ALTER TABLE images ENABLE TRIGGER images_tell');
  await source.query('VACUUM ANALYZE images');
}

/** The store of a replica that publishes. */
export function openPolicies(source) {
  return createPostgresPolicyStore(source, { read: storedPolicies, run: takeTurns, now: () => now, observe: () => undefined, tell: () => undefined });
}
