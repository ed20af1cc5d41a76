import { storedPolicies } from '../../src/policy-text/policy-json.js';
import { takeTurns } from '../../src/system/take-turns.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change } from '../../src/core/change.js';
import type { Observation } from '../../src/core/observation.js';
import { createDataSource } from '../../src/store/data-source.js';
import { createPostgresPolicyStore } from '../../src/store/postgres-policy-store.js';
import { createPostgresSessionStore } from '../../src/store/postgres-session-store.js';
import { createPostgresStores } from '../contract/stores.js';
import { somePolicy, someSession, start } from '../support/store-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => database.empty());
afterAll(async () => database.close());

describe('createPostgresPolicyStore', () => {
  it('takes what is no policy for none, says so, and lets it be replaced', async () => {
    const observations: Observation[] = [];
    const policies = createPostgresPolicyStore(database.dataSource, {
      read: storedPolicies,
      run: takeTurns,
      now: () => start,
      observe: (observation) => void observations.push(observation),
      tell: () => undefined,
    });
    await policies.publish(somePolicy('UTC'), null, 'ines', '');
    await database.dataSource.query(
      `INSERT INTO policies VALUES (2, '{"version":99}', 'somebody', 'by hand', 1)`,
    );
    expect(await policies.current()).toBeNull();
    expect(await policies.currentNumber()).toBe(2);
    expect(observations).toEqual([{ kind: 'policy', state: 'unreadable', number: 2 }]);
    expect(await policies.publish(somePolicy('UTC'), 2, 'ines', '')).toBeNull();
    expect(await policies.publish(somePolicy('UTC'), null, 'ines', '')).toMatchObject({ number: 3 });
  });
});

describe('createPostgresSessionStore', () => {
  it('keeps nothing of an ended session but that it ended', async () => {
    const told: Change[] = [];
    const sessions = createPostgresSessionStore(database.dataSource, (change) => void told.push(change));
    await sessions.save(someSession('s1'));
    await sessions.endAll();
    await sessions.save(someSession('s1'));
    const [row] = await database.dataSource.query<object[]>('SELECT * FROM sessions');
    expect(row).toMatchObject({
      ended: true,
      user_id: null,
      origins: [],
      agreements: {},
      address: null,
      user_agent: null,
    });
    expect(told).toContainEqual({ kind: 'session', hash: 's1' });
  });

  it('lets no token slip in while its session ends', async () => {
    const { sessions, tokens } = createPostgresStores(database);
    for (let i = 0; i < 20; i += 1) {
      const session = someSession(`s${i}`);
      await sessions.save(session);
      const token = {
        hash: `t${i}` as never,
        session: session.hash,
        origin: null,
        protocol: 1,
        expiresAt: start,
      } as const;
      await Promise.all([sessions.end(session.hash), tokens.save(token)]);
    }
    expect(await database.dataSource.query('SELECT * FROM access_tokens')).toEqual([]);
  });
});

describe('createDataSource', () => {
  it('breaks off a statement that takes too long', async () => {
    const hasty = createDataSource(database.url, { schema: database.schema, statementTimeoutMs: 100 });
    await hasty.initialize();
    await expect(hasty.query('SELECT pg_sleep(5)')).rejects.toThrow('statement timeout');
    await hasty.destroy();
  });

  it('refuses instead of waiting for ever when every connection is taken', async () => {
    const narrow = createDataSource(database.url, { schema: database.schema, poolSize: 1 });
    await narrow.initialize();
    const runner = narrow.createQueryRunner();
    await runner.connect();
    await expect(narrow.query('SELECT 1')).rejects.toThrow('timeout');
    await runner.release();
    await narrow.destroy();
  });

  it('goes on with new connections after the server cut all', async () => {
    const other = createDataSource(database.url, { schema: database.schema });
    await other.initialize();
    await other.query('SELECT 1');
    await database.dataSource.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'gatehouse' AND pid <> pg_backend_pid() AND query = 'SELECT 1'`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await other.query('SELECT 2 AS two')).toEqual([{ two: 2 }]);
    await other.destroy();
  });
});
