import { expect, it } from '@jest/globals';
import type { UserId } from '../../src/core/identity/user.js';
import type { ViewerOrigin } from '../../src/core/session/viewer-origin.js';
import { later, someSession, someToken, start } from '../support/store-fixtures.js';
import { describeStores, type Stores } from './stores.js';

async function createTom({ users }: Stores): Promise<UserId> {
  const tom = await users.create({
    name: 'tom',
    displayName: 'Tom',
    email: null,
    administrator: false,
    passwordHash: null,
  });
  if (tom === null) throw new Error('tom is taken');
  return tom.id;
}

describeStores('SessionStore', (stores) => {
  it('gives back exactly what was saved', async () => {
    const session = someSession('s1', { user: await createTom(stores()) });
    await stores().sessions.save(session);
    expect(await stores().sessions.find(session.hash)).toEqual(session);
    expect(await stores().sessions.find(someSession('s2').hash)).toBeNull();
  });

  it('replaces what was saved before', async () => {
    const { sessions } = stores();
    await sessions.save(someSession('s1'));
    const changed = someSession('s1', {
      kind: 'account',
      origins: ['https://a.example' as ViewerOrigin, 'http://b.example:8080' as ViewerOrigin],
      agreements: {},
      lastSeenAt: later(9),
      address: null,
      userAgent: null,
    });
    await sessions.save(changed);
    expect(await sessions.find(changed.hash)).toEqual(changed);
  });

  it('moves the time a session was last seen forward, never back, and creates nothing', async () => {
    const { sessions } = stores();
    const [one, two] = [someSession('s1'), someSession('s2', { lastSeenAt: later(100) })];
    await sessions.save(one);
    await sessions.save(two);
    await sessions.touch([one.hash, two.hash, someSession('s3').hash], later(50));
    await sessions.touch([], later(60));
    expect(await sessions.find(one.hash)).toEqual({ ...one, lastSeenAt: later(50) });
    expect(await sessions.find(two.hash)).toEqual(two);
    expect(await sessions.list()).toHaveLength(2);
    await sessions.save(one);
    expect(await sessions.find(one.hash)).toMatchObject({ lastSeenAt: later(50) });
  });

  it('ends a session with its tokens, and no other', async () => {
    const { sessions, tokens } = stores();
    await sessions.save(someSession('s1'));
    await sessions.save(someSession('s2'));
    const [one, two] = [someToken('t1', 's1'), someToken('t2', 's2')];
    await tokens.save(one);
    await tokens.save(two);
    await sessions.end(someSession('s1').hash);
    await sessions.end(someSession('s1').hash);
    expect(await sessions.find(someSession('s1').hash)).toBeNull();
    expect(await tokens.find(one.hash)).toBeNull();
    expect(await tokens.find(two.hash)).toEqual(two);
    expect((await sessions.list()).map((session) => session.hash)).toEqual(['s2']);
  });

  it('does not bring an ended session back to life, whoever saves or touches it late', async () => {
    const { sessions, tokens } = stores();
    const session = someSession('s1', { user: await createTom(stores()) });
    await sessions.save(session);
    await sessions.end(session.hash);
    await sessions.save(session);
    await sessions.touch([session.hash], later(5));
    await tokens.save(someToken('t1', 's1'));
    expect(await sessions.find(session.hash)).toBeNull();
    expect(await sessions.list()).toEqual([]);
    expect(await tokens.find(someToken('t1', 's1').hash)).toBeNull();
  });

  it('ends every session of a person, or of all, and says how many', async () => {
    const { sessions } = stores();
    const user = await createTom(stores());
    for (const name of ['s1', 's2']) await sessions.save(someSession(name, { user }));
    for (const name of ['s3', 's4', 's5']) await sessions.save(someSession(name));
    expect(await sessions.endAllOf(user)).toBe(2);
    expect(await sessions.endAllOf(user)).toBe(0);
    expect(await sessions.endAllOf('nobody' as UserId)).toBe(0);
    expect((await sessions.list()).map((session) => session.hash)).toEqual(['s3', 's4', 's5']);
    expect(await sessions.endAll()).toBe(3);
    expect(await sessions.list()).toEqual([]);
  });

  it('deletes what was idle too long or is too old', async () => {
    const { sessions } = stores();
    await sessions.save(someSession('idle', { createdAt: later(100), lastSeenAt: later(100) }));
    await sessions.save(someSession('old', { createdAt: start, lastSeenAt: later(900) }));
    await sessions.save(someSession('good', { createdAt: later(100), lastSeenAt: later(900) }));
    const agreements = { terms: { version: 1, at: later(200) }, maps: { version: 1, at: later(90) } };
    const user = await createTom(stores());
    await sessions.save(someSession('agreed', { agreements, user: null }));
    await sessions.save(someSession('tom', { agreements, user }));
    const before = { idleBefore: later(500), createdBefore: later(50), agreedBefore: later(200) };
    expect(await sessions.deleteExpired(before)).toBe(3);
    expect((await sessions.list()).map((session) => session.hash)).toEqual(['good', 'agreed']);
    expect(await sessions.deleteExpired({ ...before, agreedBefore: later(201) })).toBe(1);
  });

  it('lists pages of people who are signed in, the last seen first, and counts them', async () => {
    const { sessions } = stores();
    const user = await createTom(stores());
    for (const [name, seconds] of [
      ['s1', 1],
      ['s2', 3],
      ['s3', 2],
    ] as const)
      await sessions.save(someSession(name, { user, lastSeenAt: later(seconds) }));
    await sessions.save(someSession('nobody', { user: null }));
    await sessions.end(someSession('s3').hash);
    expect(await sessions.listPage(null, 0, 1)).toMatchObject({
      sessions: [{ hash: someSession('s2').hash }],
      total: 2,
    });
    expect(await sessions.listPage(user, 1, 5)).toMatchObject({
      sessions: [{ hash: someSession('s1').hash }],
      total: 2,
    });
    expect(await sessions.listPage('nobody' as UserId, 0, 5)).toEqual({ sessions: [], total: 0 });
    expect(await sessions.countPeople()).toBe(1);
  });
});

describeStores('AccessTokenStore', (stores) => {
  it('gives back exactly what was saved', async () => {
    const { sessions, tokens } = stores();
    await sessions.save(someSession('s1'));
    const token = someToken('t1', 's1', { origin: null, protocol: 2 });
    await tokens.save(token);
    expect(await tokens.find(token.hash)).toEqual(token);
    expect(await tokens.find(someToken('t2', 's1').hash)).toBeNull();
  });

  it('stores no token of a session that does not exist', async () => {
    const token = someToken('t1', 's1');
    await stores().tokens.save(token);
    expect(await stores().tokens.find(token.hash)).toBeNull();
  });

  it('deletes expired ones', async () => {
    const { sessions, tokens } = stores();
    await sessions.save(someSession('s1'));
    await tokens.save(someToken('t1', 's1', { expiresAt: later(10) }));
    await tokens.save(someToken('t2', 's1', { expiresAt: later(11) }));
    expect(await tokens.deleteExpired(later(10))).toBe(1);
    expect(await tokens.find(someToken('t2', 's1').hash)).not.toBeNull();
  });
});
