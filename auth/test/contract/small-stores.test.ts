import { expect, it } from '@jest/globals';
import type { AuditEntry } from '../../src/core/audit/event.js';
import type { OneTimeLink, OneTimeLinkHash } from '../../src/core/identity/one-time-link.js';
import type { Tally } from '../../src/core/identity/sign-in-limits.js';
import type { UserId } from '../../src/core/identity/user.js';
import { later, start } from '../support/store-fixtures.js';
import { describeStores } from './stores.js';

function link(name: string, values: Partial<OneTimeLink> = {}): OneTimeLink {
  return { hash: name as OneTimeLinkHash, purpose: 'setup', user: null, expiresAt: later(60), ...values };
}

function tally(level: number): Tally {
  return { level, at: start, knownUntil: null };
}

function entry(name: string): AuditEntry {
  return {
    at: start,
    actor: { kind: 'user', name: 'ines' },
    address: '192.0.2.7',
    event: { kind: 'user-created', user: name, administrator: false },
  };
}

describeStores('SettingStore', (stores) => {
  it('keeps JSON by key, null too', async () => {
    const { settings } = stores();
    expect(await settings.find('a')).toBeUndefined();
    for (const value of [{ b: [1, 'x', null] }, 'text', 0, false, null]) {
      await settings.save('a', value);
      expect(await settings.find('a')).toEqual(value);
    }
    expect(await settings.delete('a')).toBe(true);
    expect(await settings.delete('a')).toBe(false);
    expect(await settings.find('a')).toBeUndefined();
  });

  it('gives all who set a first value at once the same one', async () => {
    const { settings } = stores();
    const values = await Promise.all([1, 2, 3, 4].map(async (value) => settings.saveFirst('secret', value)));
    expect(new Set(values).size).toBe(1);
    expect(await settings.saveFirst('secret', 9)).toBe(values[0]);
  });
});

describeStores('OneTimeLinkStore', (stores) => {
  it('lets one of many use a link, once', async () => {
    const { links } = stores();
    await links.save(link('l1'));
    expect(await links.find(link('l1').hash, start)).toEqual(link('l1'));
    const used = await Promise.all(Array.from({ length: 6 }, async () => links.use(link('l1').hash, start)));
    expect(used.filter((found) => found !== null)).toEqual([link('l1')]);
    expect(await links.find(link('l1').hash, start)).toBeNull();
  });

  it('does not take an expired link, whether swept up or not', async () => {
    const { links } = stores();
    await links.save(link('l1', { expiresAt: later(60) }));
    expect(await links.find(link('l1').hash, later(60))).toBeNull();
    expect(await links.use(link('l1').hash, later(60))).toBeNull();
    expect(await links.deleteExpired(later(60))).toBe(1);
    expect(await links.use(link('l1').hash, start)).toBeNull();
  });

  it('revokes the links of one purpose and one person', async () => {
    const { links, users } = stores();
    const tom = await users.create({
      name: 'tom',
      displayName: 'Tom',
      email: null,
      administrator: false,
      passwordHash: null,
    });
    const user = tom?.id ?? ('' as UserId);
    await links.save(link('setup'));
    await links.save(link('invite', { purpose: 'invite', user }));
    await links.save(link('reset', { purpose: 'reset', user }));
    await links.revoke('reset', user);
    await links.revoke('setup', null);
    await links.revoke('invite', null);
    const found = await Promise.all(
      ['setup', 'invite', 'reset'].map(async (name) => links.find(link(name).hash, start)),
    );
    expect(found).toEqual([null, link('invite', { purpose: 'invite', user }), null]);
  });
});

describeStores('SignInFailureStore', (stores) => {
  it('keeps what it is told, by key', async () => {
    const { failures } = stores();
    await failures.update(['a', 'b'], () => ({ result: null, tallies: new Map([['a', tally(1.5)]]) }));
    const seen = await failures.update(['b', 'a', 'c'], (tallies) => ({
      result: [...tallies],
      tallies: new Map(),
    }));
    expect(seen).toEqual([['a', tally(1.5)]]);
  });

  it('loses no count of many tries at once', async () => {
    const { failures } = stores();
    const count = async (keys: readonly string[]) =>
      failures.update(keys, (tallies) => ({
        result: null,
        tallies: new Map(keys.map((key) => [key, tally((tallies.get(key)?.level ?? 0) + 1)])),
      }));
    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => count(i % 2 === 0 ? ['a', 'b'] : ['b', 'a'])),
    );
    const levels = await failures.update(['a', 'b'], (tallies) => ({
      result: [tallies.get('a')?.level, tallies.get('b')?.level],
      tallies: new Map(),
    }));
    expect(levels).toEqual([20, 20]);
  });

  it('forgets what was quiet for long', async () => {
    const { failures } = stores();
    await failures.update(['a'], () => ({ result: null, tallies: new Map([['a', tally(1)]]) }));
    expect(await failures.deleteQuiet(start)).toBe(0);
    expect(await failures.deleteQuiet(later(1))).toBe(1);
  });
});

describeStores('AuditLog', (stores) => {
  it('gives entries back in order, from either end, in pages', async () => {
    const { audit } = stores();
    for (const name of ['a', 'b', 'c']) await audit.record(entry(name));
    const all = await audit.listAfter(null, 10);
    expect(all).toEqual(['a', 'b', 'c'].map((name) => ({ ...entry(name), number: expect.any(Number) })));
    expect(await audit.listAfter(all[0]?.number ?? null, 1)).toEqual([all[1]]);
    expect(await audit.listNewest(2)).toEqual([all[2], all[1]]);
  });

  it('gives entries of some kinds, newest first, before a number', async () => {
    const { audit } = stores();
    for (const name of ['a', 'b']) await audit.record(entry(name));
    await audit.record({ ...entry('c'), event: { kind: 'sign-in', user: 'c' } });
    await audit.record(entry('d'));
    const users = async (before: number | null, limit: number): Promise<readonly unknown[]> =>
      (await audit.listPage({ kinds: ['user-created'], before, limit })).map(({ event }) =>
        'user' in event ? event.user : null,
      );
    expect(await users(null, 10)).toEqual(['d', 'b', 'a']);
    expect(await users(null, 1)).toEqual(['d']);
    const [, signIn] = await audit.listPage({ kinds: null, before: null, limit: 2 });
    expect(signIn).toMatchObject({ event: { kind: 'sign-in' } });
    expect(await users(signIn?.number ?? null, 10)).toEqual(['b', 'a']);
    expect(await audit.listPage({ kinds: [], before: null, limit: 10 })).toEqual([]);
  });
});
