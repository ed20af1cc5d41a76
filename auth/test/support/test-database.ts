import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/store/data-source.js';
import { migrate } from '../../src/store/migrate.js';

export interface TestDatabase {
  readonly url: string;
  readonly schema: string;
  readonly dataSource: DataSource;
  /** Deletes every row. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** An empty schema of this worker's own, without tables: a file's tests never meet those of another file. */
export async function openEmptySchema(): Promise<TestDatabase> {
  const url = process.env['TEST_DATABASE_URL'];
  if (url === undefined)
    throw new Error('TEST_DATABASE_URL is not set: run this through scripts/with-postgres');
  const schema = `test_${process.env['JEST_WORKER_ID'] ?? '0'}`;
  const dataSource = createDataSource(url, { schema, poolSize: 6, statementTimeoutMs: 10_000 });
  await dataSource.initialize();
  await dataSource.query(`SET client_min_messages = warning`);
  await dataSource.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await dataSource.query(`CREATE SCHEMA ${schema}`);
  const tables = dataSource.entityMetadatas.map((entity) => entity.tableName).join(', ');

  return {
    url,
    schema,
    dataSource,
    async empty() {
      await dataSource.query('ALTER TABLE audit_events DISABLE TRIGGER USER');
      await dataSource.query(`TRUNCATE ${tables} RESTART IDENTITY`);
      await dataSource.query('ALTER TABLE audit_events ENABLE TRIGGER USER');
    },
    close: async () => dataSource.destroy(),
  };
}

/** The same with every migration applied. Close it in `afterAll`, or jest never ends. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const database = await openEmptySchema();
  await migrate(database.dataSource);
  return database;
}
