import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiKey, ApiKeyHash } from '../../src/core/identity/api-key.js';
import type { User } from '../../src/core/identity/user.js';
import { epochSeconds } from '../../src/core/time.js';
import { createCachedApiKeys } from '../../src/store/cached-api-keys.js';
import { createPostgresApiKeyStore } from '../../src/store/postgres-api-key-store.js';
import { createPostgresUserStore } from '../../src/store/postgres-user-store.js';
import { createManualFeed } from '../support/manual-feed.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

const start = 1_790_000_000;
let database: TestDatabase;
let tom: User;
let now = start;
const clock = () => epochSeconds(now);

function open() {
  const feed = createManualFeed();
  const keys = createPostgresApiKeyStore(database.dataSource, feed.tell);
  const users = createPostgresUserStore(database.dataSource, clock, feed.tell);
  return { keys, users, live: createCachedApiKeys({ keys, users, feed, clock }) };
}

function keyOf(name: string, values: Partial<ApiKey> = {}): ApiKey {
  const hash = `hash-of-${name}` as ApiKeyHash;
  const times = { createdAt: epochSeconds(start), expiresAt: epochSeconds(start + 100), lastUsedAt: null };
  return { hash, name, user: tom.id, folder: 'staff', ...times, ...values };
}

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.empty();
  now = start;
  const person = { name: 'tom', displayName: 'Tom', email: null, administrator: false, passwordHash: null };
  const created = await open().users.create(person);
  if (created === null) throw new Error('tom exists already');
  tom = created;
});
afterAll(async () => database.close());

describe('API keys in PostgreSQL', () => {
  it('keeps a key under its hash, and one of each name', async () => {
    const { keys } = open();
    expect(await keys.create(keyOf('a'))).toBe(true);
    expect(await keys.create(keyOf('a', { hash: 'another' as ApiKeyHash }))).toBe(false);
    expect(await keys.list()).toEqual([keyOf('a')]);
    expect(await keys.find(keyOf('a').hash)).toEqual(keyOf('a'));
  });

  it('gives back what it revoked, once', async () => {
    const { keys } = open();
    await keys.create(keyOf('a'));
    expect(await keys.revoke('a')).toEqual(keyOf('a'));
    expect(await keys.revoke('a')).toBeNull();
    expect(await keys.find(keyOf('a').hash)).toBeNull();
  });

  it('goes with its user', async () => {
    const { keys, users } = open();
    await keys.create(keyOf('a'));
    await users.delete(tom.id);
    expect(await keys.list()).toEqual([]);
  });
});

describe('API keys on the hot path', () => {
  it('count until they expire, are revoked, or their user is disabled', async () => {
    const { keys, users, live } = open();
    await keys.create(keyOf('a'));
    await keys.create(keyOf('b'));
    const { hash } = keyOf('a');
    expect(await live.find(hash)).toMatchObject({ key: { name: 'a' }, user: { name: 'tom' } });
    await users.setDisabled(tom.id, true);
    expect(await live.find(hash)).toBeNull();
    await users.setDisabled(tom.id, false);
    expect(await live.find(hash)).not.toBeNull();
    await keys.revoke('a');
    expect(await live.find(hash)).toBeNull();
    now = start + 100;
    expect(await live.find(keyOf('b').hash)).toBeNull();
  });

  it('are written down as used at most once a minute, and never at the moment of use', async () => {
    const { keys, live } = open();
    await keys.create(keyOf('a'));
    const lastUsed = async () => (await keys.find(keyOf('a').hash))?.lastUsedAt;
    await live.find(keyOf('a').hash);
    expect(await lastUsed()).toBeNull();
    await live.flushUses();
    expect(await lastUsed()).toBe(start);
    now += 30;
    await live.find(keyOf('a').hash);
    await live.flushUses();
    expect(await lastUsed()).toBe(start);
    now += 30;
    await live.find(keyOf('a').hash);
    await live.flushUses();
    expect(await lastUsed()).toBe(start + 60);
  });
});
