import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change, ChangeFeed } from '../../src/core/change.js';
import type { Observation } from '../../src/core/observation.js';
import { plainLook } from '../../src/core/look/look.js';
import { createPostgresLookStore } from '../../src/store/postgres-look-store.js';
import { createChangeFeed } from '../../src/store/change-feed.js';
import { createDataSource } from '../../src/store/data-source.js';
import { createPostgresImageCatalogue } from '../../src/store/postgres-image-catalogue.js';
import { createPostgresStores, type Stores } from '../contract/stores.js';
import { later, someImage, somePolicy, someSession, someToken, start } from '../support/store-fixtures.js';
import { openGeneration } from '../support/open-generation.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let stores: Stores;
let feed: ChangeFeed;
let changes: Change[];
let observations: Observation[];

/** Resolves when `condition` holds; how long that took, in milliseconds. */
async function until(condition: () => boolean, limitMs = 8000): Promise<number> {
  const began = performance.now();
  while (!condition()) {
    if (performance.now() - began > limitMs) throw new Error('this took too long');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return performance.now() - began;
}

/** What was told since, once something was. */
async function told(work: () => Promise<unknown>): Promise<Change[]> {
  changes.length = 0;
  await work();
  expect(await until(() => changes.length > 0)).toBeLessThan(1000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  return changes;
}

const ownFeed = `application_name = 'gatehouse-feed ' || current_schema()`;

async function cutFeed(): Promise<void> {
  await database.dataSource.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${ownFeed}`);
}

beforeAll(async () => {
  database = await openTestDatabase();
  stores = createPostgresStores(database);
});
afterAll(async () => database.close());

beforeEach(async () => {
  await database.empty();
  changes = [];
  observations = [];
  feed = createChangeFeed({
    url: database.url,
    schema: database.schema,
    replica: database.schema,
    now: () => performance.now(),
    observe: (observation) => void observations.push(observation),
    generation: openGeneration(),
  });
  feed.onChange((change) => void changes.push(change));
  await feed.start();
  await until(feed.isFresh);
});
afterEach(async () => feed.stop());

describe('createChangeFeed', () => {
  it('tells to forget all when it begins', () => {
    expect(changes).toEqual([{ kind: 'flush' }]);
    expect(observations).toEqual([{ kind: 'feed', state: 'fresh' }]);
  });

  it('tells of sessions that are made, changed and ended, but not of those seen again', async () => {
    const { sessions } = stores;
    const session = someSession('s1');
    const change = { kind: 'session', hash: 's1' };
    expect(await told(async () => sessions.save(session))).toEqual([change]);
    expect(await told(async () => sessions.save({ ...session, agreements: {} }))).toEqual([change]);
    const seen = await told(async () => {
      await sessions.touch([session.hash], later(100));
      await sessions.save({ ...session, agreements: {}, lastSeenAt: later(200) });
      await sessions.save(someSession('marker'));
    });
    expect(seen).toEqual([{ kind: 'session', hash: 'marker' }]);
    expect(await told(async () => sessions.end(session.hash))).toEqual([change]);
  });

  it('tells of tokens, also of those that end with their session', async () => {
    await stores.sessions.save(someSession('s1'));
    const token = { kind: 'token', hash: 't1' };
    expect(await told(async () => stores.tokens.save(someToken('t1', 's1')))).toContainEqual(token);
    expect(await told(async () => stores.sessions.end(someSession('s1').hash))).toContainEqual(token);
  });

  it('tells of a published look', async () => {
    const looks = createPostgresLookStore(
      database.dataSource,
      () => start,
      () => undefined,
    );
    expect(await told(async () => looks.publish(plainLook, 0, 'ines'))).toEqual([{ kind: 'look' }]);
  });

  it('tells of users for all that a decision may rest on', async () => {
    const { users, sessions } = stores;
    const tom = await users.create({
      name: 'tom',
      displayName: 'Tom',
      email: null,
      administrator: false,
      passwordHash: null,
    });
    const id = tom?.id ?? ('' as never);
    const change = { kind: 'user', id };
    await users.createGroup('staff');
    expect(await told(async () => users.setDisabled(id, true))).toContainEqual(change);
    expect(await told(async () => users.setAdministrator(id, true))).toContainEqual(change);
    expect(await told(async () => users.addMember('staff', id))).toContainEqual(change);
    expect(await told(async () => users.removeMember('staff', id))).toContainEqual(change);
    await users.addMember('staff', id);
    expect(await told(async () => users.deleteGroup('staff'))).toContainEqual(change);
    await sessions.save(someSession('s1', { user: id }));
    const deletion = await told(async () => users.delete(id));
    expect(deletion).toContainEqual(change);
    expect(deletion).toContainEqual({ kind: 'session', hash: 's1' });
  });

  it('tells of policies and images, and of a batch of images once', async () => {
    expect(await told(async () => stores.policies.publish(somePolicy('UTC'), null, 'ines', ''))).toEqual([
      { kind: 'policy' },
    ]);
    const scan = await createPostgresImageCatalogue(database.dataSource, () => undefined).begin(
      'images',
      'whole',
      start,
    );
    const images = Array.from({ length: 100 }, (_, i) => someImage(`a/${i}.jp2`));
    expect(await told(async () => scan?.put(images))).toEqual([{ kind: 'images' }]);
    await scan?.visited('', [], []);
    expect(await told(async () => scan?.finish(later(1)))).toEqual([{ kind: 'images' }]);
  });

  it('tells of what is written by hand', async () => {
    await stores.sessions.save(someSession('s1'));
    await told(async () => stores.sessions.save(someSession('s2')));
    expect(await told(async () => database.dataSource.query('DELETE FROM sessions'))).toHaveLength(2);
  });

  it('does not tell of what was rolled back', async () => {
    const seen = await told(async () => {
      await database.dataSource
        .transaction(async (transaction) => {
          await transaction.query('DELETE FROM policies');
          await transaction.query(`INSERT INTO policies VALUES (1, '{}', 'x', '', 1)`);
          throw new Error('no');
        })
        .catch(() => undefined);
      await stores.sessions.save(someSession('marker'));
    });
    expect(seen).toEqual([{ kind: 'session', hash: 'marker' }]);
  });

  it('tells its own process at once what it is told', () => {
    changes.length = 0;
    feed.tell({ kind: 'policy' });
    expect(changes).toEqual([{ kind: 'policy' }]);
  });

  it('stays fresh for as long as it hears itself', async () => {
    for (let i = 0; i < 20; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(feed.isFresh()).toBe(true);
    }
  });

  it('is not fresh once the connection is cut, comes back by itself, and tells to forget all', async () => {
    changes.length = 0;
    const cut = cutFeed();
    expect(await until(() => !feed.isFresh())).toBeLessThan(400);
    await cut;
    const missed = stores.sessions.save(someSession('s1'));
    expect(await until(feed.isFresh)).toBeLessThan(3000);
    await missed;
    expect(changes[0]).toEqual({ kind: 'flush' });
    expect(observations.map((observation) => 'state' in observation && observation.state)).toEqual([
      'fresh',
      'silent',
      'fresh',
    ]);
    expect(await told(async () => stores.sessions.end(someSession('s1').hash))).toEqual([
      { kind: 'session', hash: 's1' },
    ]);
  });

  it('is not fresh when beats come late: what others wrote may be as late', async () => {
    let offset = 0;
    const slow = createChangeFeed({
      url: database.url,
      schema: database.schema,
      replica: 'slow',
      now: () => performance.now() + offset,
      observe: () => undefined,
      generation: openGeneration(),
    });
    await slow.start();
    await until(slow.isFresh);
    offset += 300;
    expect(slow.isFresh()).toBe(false);
    await slow.stop();
  });

  it('keeps trying when there is no database to begin with', async () => {
    const lost = createChangeFeed({
      url: 'postgres://nobody:x@127.0.0.1:1/none',
      replica: 'lost',
      now: () => performance.now(),
      observe: () => undefined,
      generation: openGeneration(),
    });
    await lost.start();
    expect(lost.isFresh()).toBe(false);
    await lost.stop();
  });

  describe('its generation', () => {
    let other: ChangeFeed;
    const agree = (): boolean => feed.generation() !== null && feed.generation() === other.generation();
    beforeEach(async () => {
      other = createChangeFeed({
        url: database.url,
        schema: database.schema,
        replica: 'other',
        now: () => performance.now(),
        observe: () => undefined,
        generation: openGeneration(),
      });
      await other.start();
      await until(other.isFresh);
      await until(agree);
    });
    afterEach(async () => other.stop());

    it('is the same on all replicas after each change, and another one than before', async () => {
      const { users } = stores;
      const seen = new Set([feed.generation()]);
      for (const name of ['tom', 'ayesha']) {
        const before = feed.generation();
        await users.create({
          name,
          displayName: name,
          email: null,
          administrator: false,
          passwordHash: null,
        });
        await until(() => feed.generation() !== before);
        await until(agree);
        seen.add(feed.generation());
      }
      expect(seen.size).toBe(3);
    });

    it('stays with what opens no picture: tokens, and sessions seen again', async () => {
      await stores.sessions.save(someSession('s1'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const before = feed.generation();
      await stores.tokens.save(someToken('t1', 's1'));
      await stores.sessions.touch([someSession('s1').hash], later(100));
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect([feed.generation(), other.generation()]).toEqual([before, before]);
    });

    it('is another one before `tell` returns, and so is what it vouches for', () => {
      const vouched: (string | null)[] = [];
      feed.onVouch((generation) => void vouched.push(generation));
      const before = feed.generation();
      feed.tell({ kind: 'session', hash: someSession('s1').hash });
      expect(feed.generation()).not.toBe(before);
      expect(vouched).toEqual([feed.generation()]);
      feed.tell({ kind: 'look' });
      expect(vouched).toHaveLength(1);
    });

    it('is another one before `tell` returns, also where others’ news came a moment before', async () => {
      const vouched: (string | null)[] = [];
      const wrong: (string | null)[] = [];
      feed.onVouch((generation) => void vouched.push(generation));
      feed.onChange(({ kind }) => {
        if (kind !== 'session') return;
        // Before anything else happens in this process, as when both arrive together.
        process.nextTick(() => {
          feed.tell({ kind: 'policy' });
          if (vouched.at(-1) !== feed.generation()) wrong.push(vouched.at(-1) ?? null);
        });
      });
      for (const id of ['s1', 's2', 's3']) await told(async () => stores.sessions.save(someSession(id)));
      expect(wrong).toEqual([]);
      expect(vouched.length).toBeGreaterThan(3);
    });

    it('is vouched for several times a second, and not at all once the feed is cut', async () => {
      const vouched: (string | null)[] = [];
      feed.onVouch((generation) => void vouched.push(generation));
      await until(() => vouched.length >= 3, 600);
      expect(new Set(vouched)).toEqual(new Set([feed.generation()]));
      const cut = cutFeed();
      await until(() => vouched.at(-1) === null, 400);
      await cut;
      await until(feed.isFresh);
      await until(agree);
    });

    it('many changes at once are vouched for as one', async () => {
      let count = 0;
      await new Promise((resolve) => setImmediate(resolve));
      feed.onVouch(() => void (count += 1));
      for (let i = 0; i < 1000; i += 1) feed.tell({ kind: 'user', id: `u${i}` as never });
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      expect(count).toBeLessThan(5);
    });
  });

  it('stops for good', async () => {
    await feed.stop();
    expect(feed.isFresh()).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await database.dataSource.query(`SELECT pid FROM pg_stat_activity WHERE ${ownFeed}`)).toEqual([]);
  });

  it('hears what another replica writes within a second', async () => {
    const other = createDataSource(database.url, { schema: database.schema });
    await other.initialize();
    const theirs = createPostgresStores({ ...database, dataSource: other });
    expect(await told(async () => theirs.sessions.save(someSession('s1')))).toEqual([
      { kind: 'session', hash: 's1' },
    ]);
    await other.destroy();
  });
});
