import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChangeFeed } from '../../src/core/change.js';
import type { User } from '../../src/core/identity/user.js';
import { createCachedSessions, type CachedSessions } from '../../src/store/cached-sessions.js';
import { createChangeFeed } from '../../src/store/change-feed.js';
import { createPostgresSessionStore } from '../../src/store/postgres-session-store.js';
import { createPostgresUserStore } from '../../src/store/postgres-user-store.js';
import { createPostgresStores } from '../contract/stores.js';
import { someSession, start } from '../support/store-fixtures.js';
import { openGeneration } from '../support/open-generation.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

interface Replica {
  readonly name: string;
  readonly feed: ChangeFeed;
  readonly sessions: ReturnType<typeof createPostgresSessionStore>;
  readonly users: ReturnType<typeof createPostgresUserStore>;
  readonly cached: CachedSessions;
}

const hash = someSession('s1').hash;
let database: TestDatabase;
let replicas: Replica[];
let tom: User;

async function startReplica(name: string): Promise<Replica> {
  const { dataSource, url, schema } = database;
  const feed = createChangeFeed({
    url,
    schema,
    replica: name,
    now: () => performance.now(),
    observe: () => undefined,
    generation: openGeneration(),
  });
  const sessions = createPostgresSessionStore(dataSource, feed.tell);
  const users = createPostgresUserStore(dataSource, () => start, feed.tell);
  const life = { idleSeconds: 1800, absoluteSeconds: 7200, agreedSeconds: 0 };
  const cached = createCachedSessions({
    sessions,
    users,
    feed,
    clock: () => start,
    life: { content: life, account: life },
  });
  await feed.start();
  return { name, feed, sessions, users, cached };
}

/** Milliseconds until a replica refuses the session, asked all the time. */
async function refusedAfter({ cached }: Replica, began: number): Promise<number> {
  while ((await cached.find(hash)) !== null) {
    if (performance.now() - began > 5000) throw new Error('the session is still alive');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return performance.now() - began;
}

async function hasAgreed({ cached }: Replica): Promise<boolean> {
  return (await cached.find(hash))?.user?.agreements['terms']?.withdrawn === false;
}

beforeAll(async () => {
  database = await openTestDatabase();
  replicas = [await startReplica(`${database.schema} one`), await startReplica(`${database.schema} two`)];
});
afterAll(async () => {
  for (const { feed } of replicas) await feed.stop();
  await database.close();
});
beforeEach(async () => {
  await database.empty();
  const stores = createPostgresStores(database);
  const created = await stores.users.create({
    name: 'tom',
    displayName: 'Tom',
    email: null,
    administrator: false,
    passwordHash: null,
  });
  tom = created ?? (undefined as never);
  await stores.sessions.save(someSession('s1', { user: tom.id }));
  // TRUNCATE is the one way of writing that no row's trigger sees.
  for (const { feed, cached } of replicas) {
    feed.tell({ kind: 'flush' });
    expect(await cached.find(hash)).not.toBeNull();
  }
});

describe('a revocation', () => {
  it('holds at once on the replica that made it', async () => {
    await replicas[0]?.sessions.end(hash);
    expect(await replicas[0]?.cached.find(hash)).toBeNull();
  });

  it('holds on every replica within a second, whoever made it', async () => {
    const began = performance.now();
    await replicas[0]?.sessions.end(hash);
    for (const replica of replicas) expect(await refusedAfter(replica, began)).toBeLessThan(1000);
  });

  it('holds on every replica within a second when a user is disabled by hand', async () => {
    const began = performance.now();
    await database.dataSource.query('UPDATE users SET disabled = true');
    for (const replica of replicas) expect(await refusedAfter(replica, began)).toBeLessThan(1000);
  });

  it('holds on every replica within a second when an agreement is taken back', async () => {
    const yes = { version: 1, at: start, withdrawn: false };
    await replicas[0]?.users.recordAcceptance(tom.id, 'terms', yes);
    for (const replica of replicas) while (!(await hasAgreed(replica))) await new Promise(setImmediate);
    const began = performance.now();
    await replicas[0]?.users.recordAcceptance(tom.id, 'terms', { ...yes, withdrawn: true });
    for (const replica of replicas) {
      while (await hasAgreed(replica)) await new Promise(setImmediate);
      expect(performance.now() - began).toBeLessThan(1000);
    }
  });

  it('holds within a second on a replica whose feed was cut', async () => {
    await database.dataSource.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gatehouse-feed ' || $1`,
      [replicas[1]?.name],
    );
    const began = performance.now();
    await replicas[0]?.sessions.end(hash);
    for (const replica of replicas) expect(await refusedAfter(replica, began)).toBeLessThan(1000);
  });
});
