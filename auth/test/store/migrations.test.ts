import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '../../src/store/data-source.js';
import { migrations } from '../../src/store/migrations/index.js';
import { isMigrated, migrate } from '../../src/store/migrate.js';
import { openEmptySchema, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openEmptySchema();
});
afterAll(async () => database.close());

const ownObjects = `
  SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind <> 'i' AND relname NOT LIKE 'migrations%'
  UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
  ORDER BY name`;

describe('migrations', () => {
  it('are known not to have run before they ran', async () => {
    expect(await isMigrated(database.dataSource)).toBe(false);
  });

  it('run once, however many replicas start at once', async () => {
    const other = createDataSource(database.url, { schema: database.schema, statementTimeoutMs: 0 });
    await other.initialize();
    const names = await Promise.all([
      migrate(database.dataSource),
      migrate(other),
      migrate(database.dataSource),
    ]);
    await other.destroy();
    expect(names.flat()).toEqual(migrations.map(({ name }) => name));
    expect(await isMigrated(database.dataSource)).toBe(true);
  });

  it('leave nothing that the entities would want otherwise', async () => {
    const wanted = await database.dataSource.driver.createSchemaBuilder().log();
    expect(wanted.upQueries.map((query) => query.query)).toEqual([]);
  });

  it('go back to an empty schema, and forth again', async () => {
    const before = await database.dataSource.query(ownObjects);
    for (const _ of database.dataSource.migrations) await database.dataSource.undoLastMigration();
    expect(await database.dataSource.query(ownObjects)).toEqual([]);
    expect(await isMigrated(database.dataSource)).toBe(false);
    await migrate(database.dataSource);
    expect(await database.dataSource.query(ownObjects)).toEqual(before);
  });

  it('make an audit log that nobody can change, empty or shorten', async () => {
    const { dataSource } = database;
    await dataSource.query(`INSERT INTO audit_events (at, actor, event) VALUES (1, '{}', '{}')`);
    for (const statement of [
      'UPDATE audit_events SET at = 2',
      'DELETE FROM audit_events',
      'TRUNCATE audit_events',
    ])
      await expect(dataSource.query(statement)).rejects.toThrow('can not be changed');
  });
});
