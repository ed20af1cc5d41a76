import { beforeEach, describe, expect, it } from '@jest/globals';
import type { User } from '../../src/core/identity/user.js';
import type { UserStore } from '../../src/core/identity/user-store.js';
import type { ImagePath } from '../../src/core/image/image-path.js';
import type { SessionStore } from '../../src/core/session/session-store.js';
import type { EpochSeconds } from '../../src/core/time.js';
import { createCachedAccessTokens } from '../../src/store/cached-access-tokens.js';
import { createCachedImageIndex } from '../../src/store/cached-image-index.js';
import { createCachedPolicy } from '../../src/store/cached-policy.js';
import { createCachedSessions, type CachedSessions } from '../../src/store/cached-sessions.js';
import type { NumberedPolicyStore } from '../../src/store/postgres-policy-store.js';
import { createMemoryCatalogue } from '../library/memory-catalogue.js';
import { createManualFeed, type ManualFeed } from '../support/manual-feed.js';
import { createMemoryPolicyStore } from '../support/memory-policy-store.js';
import { createMemorySessionStores } from '../support/memory-session-store.js';
import { createMemoryUserStore } from '../support/memory-user-store.js';
import { later, someImage, somePolicy, someSession, someToken, start } from '../support/store-fixtures.js';

let feed: ManualFeed;
let now: EpochSeconds;
let calls: string[];
let isDown: boolean;

/** The same port, with every call written down, and failing while the database is down. */
function counted<T extends object>(port: T): T {
  return new Proxy(port, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      return async (...given: unknown[]) => {
        calls.push(String(name));
        if (isDown) throw new Error('down');
        return (method as (...values: unknown[]) => unknown)(...given);
      };
    },
  });
}

beforeEach(() => {
  feed = createManualFeed();
  now = start;
  calls = [];
  isDown = false;
});

describe('createCachedSessions', () => {
  const hash = someSession('s1').hash;
  let sessions: SessionStore;
  let users: UserStore;
  let cached: CachedSessions;
  let tom: User;

  beforeEach(async () => {
    sessions = createMemorySessionStores().sessions;
    users = createMemoryUserStore(() => now);
    const life = { idleSeconds: 1800, absoluteSeconds: 7200, agreedSeconds: 0 };
    cached = createCachedSessions({
      sessions: counted(sessions),
      users: counted(users),
      feed,
      clock: () => now,
      life: { content: life, account: life },
    });
    const created = await users.create({
      name: 'tom',
      displayName: 'Tom',
      email: null,
      administrator: false,
      passwordHash: null,
    });
    tom = created ?? (undefined as never);
    await sessions.save(someSession('s1', { user: tom.id }));
  });

  it('gives session and user, and asks for them once', async () => {
    for (let i = 0; i < 3; i += 1)
      expect(await cached.find(hash)).toEqual({ session: someSession('s1', { user: tom.id }), user: tom });
    expect(calls).toEqual(['find', 'findById']);
  });

  it('gives sessions of nobody', async () => {
    await sessions.save(someSession('s2'));
    expect(await cached.find(someSession('s2').hash)).toMatchObject({ user: null });
  });

  it('refuses the next request after a session ended', async () => {
    await cached.find(hash);
    await sessions.end(hash);
    feed.tell({ kind: 'session', hash });
    expect(await cached.find(hash)).toBeNull();
  });

  it('refuses the next request after a user was disabled or deleted, and sees new groups', async () => {
    await cached.find(hash);
    await users.createGroup('staff');
    await users.addMember('staff', tom.id);
    feed.tell({ kind: 'user', id: tom.id });
    expect(await cached.find(hash)).toMatchObject({ user: { groups: ['staff'] } });
    await users.setDisabled(tom.id, true);
    feed.tell({ kind: 'user', id: tom.id });
    expect(await cached.find(hash)).toBeNull();
    await users.setDisabled(tom.id, false);
    feed.tell({ kind: 'user', id: tom.id });
    expect(await cached.find(hash)).not.toBeNull();
    await users.delete(tom.id);
    feed.tell({ kind: 'flush' });
    expect(await cached.find(hash)).toBeNull();
  });

  it('does not trust its memory while the feed is not fresh', async () => {
    await cached.find(hash);
    feed.setFresh(false);
    await sessions.end(hash);
    expect(await cached.find(hash)).toBeNull();
  });

  it('fails while neither feed nor store can be asked', async () => {
    await cached.find(hash);
    feed.setFresh(false);
    isDown = true;
    await expect(cached.find(hash)).rejects.toThrow('down');
    isDown = false;
    expect(await cached.find(hash)).not.toBeNull();
  });

  it('ends a session after its idle and its absolute life', async () => {
    await cached.find(hash);
    now = later(1799);
    expect(await cached.find(hash)).not.toBeNull();
    await cached.flushTouches();
    for (let seconds = 1799; seconds < 7200; seconds += 600) {
      now = later(seconds);
      expect(await cached.find(hash)).not.toBeNull();
    }
    await cached.flushTouches();
    now = later(7200);
    expect(await cached.find(hash)).toBeNull();
  });

  it('does not take a session for idle that is in use on another replica', async () => {
    await cached.find(hash);
    await sessions.touch([hash], later(1700));
    now = later(1900);
    expect(await cached.find(hash)).not.toBeNull();
  });

  it('writes down once a minute that a session was seen', async () => {
    for (let seconds = 0; seconds <= 125; seconds += 1) {
      now = later(seconds);
      await cached.find(hash);
      await cached.flushTouches();
    }
    expect(calls.filter((call) => call === 'touch')).toHaveLength(2);
    expect(await sessions.find(hash)).toMatchObject({ lastSeenAt: later(120) });
  });

  it('writes later what it could not write', async () => {
    now = later(100);
    await cached.find(hash);
    isDown = true;
    await expect(cached.flushTouches()).rejects.toThrow('down');
    isDown = false;
    await cached.flushTouches();
    expect(await sessions.find(hash)).toMatchObject({ lastSeenAt: later(100) });
  });

  it('asks once a second at most for a session that does not exist', async () => {
    const unknown = someSession('unknown').hash;
    for (let i = 0; i < 100; i += 1) expect(await cached.find(unknown)).toBeNull();
    expect(calls).toEqual(['find']);
  });
});

describe('createCachedAccessTokens', () => {
  it('gives a token until it expires or is dropped', async () => {
    const { sessions, tokens } = createMemorySessionStores();
    const cached = createCachedAccessTokens(counted(tokens), feed, () => now);
    const token = someToken('t1', 's1');
    await sessions.save(someSession('s1'));
    await tokens.save(token);
    expect([await cached.find(token.hash), await cached.find(token.hash)]).toEqual([token, token]);
    expect(calls).toEqual(['find']);
    await sessions.end(token.session);
    feed.tell({ kind: 'token', hash: token.hash });
    expect(await cached.find(token.hash)).toBeNull();
    const other = someToken('t2', 's2');
    await sessions.save(someSession('s2'));
    await tokens.save(other);
    expect(await cached.find(other.hash)).toEqual(other);
    now = other.expiresAt;
    expect(await cached.find(other.hash)).toBeNull();
  });
});

describe('createCachedImageIndex', () => {
  it('asks once for an image, and again after a scan changed something', async () => {
    const { catalogue, index } = createMemoryCatalogue();
    const cached = createCachedImageIndex(counted(index), feed, () => now);
    const path = 'a/1.jp2' as ImagePath;
    expect([await cached.find(path), await cached.find(path)]).toEqual([null, null]);
    const scan = await catalogue.begin('images', 'whole', now);
    await scan?.put([someImage('a/1.jp2')]);
    feed.tell({ kind: 'images' });
    for (let i = 0; i < 3; i += 1) expect(await cached.find(path)).toEqual(someImage('a/1.jp2'));
    expect(calls).toEqual(['find', 'find']);
    expect(await cached.listFolder('a')).toHaveLength(1);
  });
});

describe('createCachedPolicy', () => {
  let policies: NumberedPolicyStore;
  let compiled: string[];
  const compile = ({ timezone }: { readonly timezone: string }): string => {
    compiled.push(timezone);
    return timezone;
  };

  beforeEach(() => {
    policies = createMemoryPolicyStore(() => now);
    compiled = [];
  });

  it('compiles a version once and asks nothing while the feed is fresh', async () => {
    const cached = createCachedPolicy(counted(policies), compile, feed);
    expect([await cached.current(), await cached.current()]).toEqual([null, null]);
    await policies.publish(somePolicy('Europe/Berlin'), null, 'ines', '');
    feed.tell({ kind: 'policy' });
    const all = await Promise.all(Array.from({ length: 5 }, async () => cached.current()));
    expect(new Set(all)).toEqual(new Set(['Europe/Berlin']));
    calls = [];
    expect(await cached.current()).toBe('Europe/Berlin');
    expect(calls).toEqual([]);
    expect(compiled).toEqual(['Europe/Berlin']);
  });

  it('asks for the running number each time while the feed is not fresh', async () => {
    const cached = createCachedPolicy(counted(policies), compile, feed);
    await policies.publish(somePolicy('Europe/Berlin'), null, 'ines', '');
    await cached.current();
    feed.setFresh(false);
    calls = [];
    await cached.current();
    expect(calls).toEqual(['currentNumber']);
    await policies.publish(somePolicy('Europe/Lisbon'), 1, 'ines', '');
    expect(await cached.current()).toBe('Europe/Lisbon');
    isDown = true;
    await expect(cached.current()).rejects.toThrow('down');
  });

  it('does not keep a version that a newer one overtook', async () => {
    await policies.publish(somePolicy('Europe/Berlin'), null, 'ines', '');
    const openers: (() => void)[] = [];
    const gate = new Promise<void>((resolve) => void openers.push(resolve));
    const slow = {
      currentNumber: async () => policies.currentNumber(),
      async current() {
        const version = await policies.current();
        await gate;
        return version;
      },
    };
    const cached = createCachedPolicy(slow, compile, feed);
    const early = cached.current();
    await new Promise((resolve) => setTimeout(resolve, 1));
    await policies.publish(somePolicy('Europe/Lisbon'), 1, 'ines', '');
    feed.tell({ kind: 'policy' });
    const late = cached.current();
    openers[0]?.();
    expect([await early, await late]).toEqual(['Europe/Berlin', 'Europe/Lisbon']);
    expect(await cached.current()).toBe('Europe/Lisbon');
  });
});
