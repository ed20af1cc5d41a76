import { expect, it } from '@jest/globals';
import type { NewUser } from '../../src/core/identity/user-store.js';
import type { User, UserId } from '../../src/core/identity/user.js';
import { later, someSession, start } from '../support/store-fixtures.js';
import { describeStores, type Stores } from './stores.js';

const ines: NewUser = {
  name: 'ines',
  displayName: 'Ines Müller',
  email: 'ines@example.org',
  administrator: true,
  passwordHash: '$argon2id$x',
};
const tom: NewUser = {
  name: 'tom',
  displayName: 'Tom',
  email: null,
  administrator: false,
  passwordHash: null,
};
const nobody = '00000000-0000-4000-8000-000000000000' as UserId;

async function create({ users }: Stores, user: NewUser): Promise<User> {
  const created = await users.create(user);
  if (created === null) throw new Error(`${user.name} is taken`);
  return created;
}

describeStores('UserStore', (stores) => {
  it('gives back what was created, by id and by name, without the password hash', async () => {
    const user = await create(stores(), ines);
    expect(user).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      name: 'ines',
      displayName: 'Ines Müller',
      email: 'ines@example.org',
      disabled: false,
      administrator: true,
      groups: [],
      agreements: {},
      language: null,
      createdAt: start,
      lastSignInAt: null,
      deletionAskedAt: null,
      hasSecondFactor: false,
      secondFactorAsked: false,
    });
    expect(await stores().users.findById(user.id)).toEqual(user);
    expect(await stores().users.findByName('ines')).toEqual(user);
  });

  it('finds nobody by unknown names and ids, well-formed or not', async () => {
    const { users } = stores();
    expect(await users.findByName('ines')).toBeNull();
    expect(await users.findById(nobody)).toBeNull();
    expect(await users.findById("' OR true --" as UserId)).toBeNull();
    expect(await users.findCredential('ines')).toBeNull();
  });

  it('gives the password hash to the sign-in', async () => {
    const user = await create(stores(), ines);
    await create(stores(), tom);
    expect(await stores().users.findCredential('ines')).toEqual({ user, passwordHash: '$argon2id$x' });
    expect(await stores().users.findCredential('tom')).toMatchObject({ passwordHash: null });
    await stores().users.setPasswordHash(user.id, '$argon2id$y');
    expect(await stores().users.findCredential('ines')).toMatchObject({ passwordHash: '$argon2id$y' });
  });

  it('gives a name to one user only, also when two ask at once', async () => {
    const { users } = stores();
    const created = await Promise.all([users.create(ines), users.create(ines), users.create(ines)]);
    expect(created.filter((user) => user !== null)).toHaveLength(1);
  });

  it('changes what it is told to, and nothing of others', async () => {
    const { users } = stores();
    const one = await create(stores(), ines);
    const other = await create(stores(), tom);
    await users.setDisabled(one.id, true);
    await users.recordSignIn(one.id, later(5));
    await users.setAdministrator(one.id, false);
    await users.setLanguage(one.id, 'ja');
    expect(await users.findById(one.id)).toEqual({
      ...one,
      disabled: true,
      administrator: false,
      language: 'ja',
      lastSignInAt: later(5),
    });
    expect(await users.findById(other.id)).toEqual(other);
    await users.setDisabled(nobody, true);
  });

  it('keeps what a person last said to each agreement, until they are deleted', async () => {
    const { users } = stores();
    const { id } = await create(stores(), tom);
    const yes = { version: 1, at: later(5), withdrawn: false };
    const no = { version: 1, at: later(9), withdrawn: true };
    await users.recordAcceptance(id, 'terms', yes);
    await users.recordAcceptance(id, 'maps', yes);
    await users.recordAcceptance(id, 'terms', no);
    expect((await users.findById(id))?.agreements).toEqual({ terms: no, maps: yes });
    expect((await users.list())[0]?.agreements).toEqual({ terms: no, maps: yes });
    await users.recordAcceptance(nobody, 'terms', yes);
    await users.delete(id);
    expect(await users.findById(id)).toBeNull();
  });

  it('counts the administrators who can sign in', async () => {
    const { users } = stores();
    const user = await create(stores(), ines);
    await create(stores(), { ...ines, name: 'ayesha' });
    await create(stores(), tom);
    expect(await users.countAdministrators()).toBe(2);
    await users.setDisabled(user.id, true);
    expect(await users.countAdministrators()).toBe(1);
  });

  it('lists users by name, with their groups sorted', async () => {
    const { users } = stores();
    const user = await create(stores(), tom);
    await create(stores(), ines);
    for (const group of ['staff', 'a-team']) {
      await users.createGroup(group);
      await users.addMember(group, user.id);
    }
    expect((await users.list()).map(({ name, groups }) => [name, groups])).toEqual([
      ['ines', []],
      ['tom', ['a-team', 'staff']],
    ]);
    expect(await users.findCredential('tom')).toMatchObject({ user: { groups: ['a-team', 'staff'] } });
  });

  it('knows whose groups ask for a second factor', async () => {
    const { users } = stores();
    const user = await create(stores(), tom);
    await users.createGroup('staff');
    await users.addMember('staff', user.id);
    expect(await users.setGroupSecondFactor('staff', true)).toBe(true);
    expect(await users.setGroupSecondFactor('nobody', true)).toBe(false);
    expect((await users.findById(user.id))?.secondFactorAsked).toBe(true);
    expect(await users.listGroups()).toEqual([
      { name: 'staff', members: 1, secondFactor: true, ownKeys: false },
    ]);
    await users.setGroupSecondFactor('staff', false);
    expect((await users.findByName('tom'))?.secondFactorAsked).toBe(false);
  });

  it('changes what people are called, and remembers who asks to be deleted', async () => {
    const { users } = stores();
    const user = await create(stores(), ines);
    await users.setProfile(user.id, { displayName: 'Ines', email: null });
    await users.setDeletionAsked(user.id, later(5));
    expect(await users.findById(user.id)).toMatchObject({
      displayName: 'Ines',
      email: null,
      deletionAskedAt: later(5),
    });
    const query = { search: '', group: null, sort: 'name', offset: 0, limit: 9 } as const;
    expect((await users.listPage({ ...query, state: 'deletion-asked' })).total).toBe(1);
    await users.setDeletionAsked(user.id, null);
    expect((await users.listPage({ ...query, state: 'deletion-asked' })).total).toBe(0);
  });

  it('keeps groups and their members', async () => {
    const { users } = stores();
    const user = await create(stores(), tom);
    expect(await users.createGroup('staff')).toBe(true);
    expect(await users.createGroup('staff')).toBe(false);
    expect(await users.listMembers('staff')).toEqual([]);
    expect(await users.addMember('staff', user.id)).toBe(true);
    expect(await users.addMember('staff', user.id)).toBe(true);
    expect(await users.listGroups()).toEqual([
      { name: 'staff', members: 1, secondFactor: false, ownKeys: false },
    ]);
    expect(await users.listMembers('staff')).toEqual(['tom']);
    expect(await users.removeMember('staff', user.id)).toBe(true);
    expect(await users.removeMember('staff', user.id)).toBe(false);
    expect(await users.listMembers('staff')).toEqual([]);
  });

  it('says so when a group or a user does not exist', async () => {
    const { users } = stores();
    const user = await create(stores(), tom);
    await users.createGroup('staff');
    expect(await users.listMembers('nobodies')).toBeNull();
    expect(await users.addMember('nobodies', user.id)).toBe(false);
    expect(await users.addMember('staff', nobody)).toBe(false);
    expect(await users.addMember('staff', 'x' as UserId)).toBe(false);
    expect(await users.removeMember('nobodies', user.id)).toBe(false);
    expect(await users.deleteGroup('nobodies')).toBe(false);
  });

  it('takes a deleted group from its members', async () => {
    const { users } = stores();
    const user = await create(stores(), tom);
    await users.createGroup('staff');
    await users.addMember('staff', user.id);
    expect(await users.deleteGroup('staff')).toBe(true);
    expect(await users.findById(user.id)).toMatchObject({ groups: [] });
    await users.createGroup('staff');
    expect(await users.listMembers('staff')).toEqual([]);
  });

  it('deletes a user with memberships and sessions', async () => {
    const { users, sessions } = stores();
    const user = await create(stores(), tom);
    await users.createGroup('staff');
    await users.addMember('staff', user.id);
    const session = someSession('s1', { user: user.id });
    await sessions.save(session);
    await users.delete(user.id);
    expect(await users.findById(user.id)).toBeNull();
    expect(await users.listMembers('staff')).toEqual([]);
    expect(await sessions.find(session.hash)).toBeNull();
    await sessions.save(session);
    expect(await sessions.find(session.hash)).toBeNull();
  });

  it('lists a page of those who match, and how many there are', async () => {
    const { users } = stores();
    const made = [];
    for (const [name, displayName] of [
      ['ada', 'Ada Byron'],
      ['bo', 'Bo_%'],
      ['cy', 'Cy'],
    ] as const)
      made.push(await create(stores(), { ...tom, name, displayName, email: `${name}@Example.org` }));
    const [ada, bo, cy] = made as [User, User, User];
    await users.createGroup('staff');
    await users.addMember('staff', cy.id);
    await users.setDisabled(bo.id, true);
    await users.setAdministrator(ada.id, true);
    await users.recordSignIn(cy.id, later(60));
    const all = { search: '', state: 'all', group: null, sort: 'name', offset: 0, limit: 10 } as const;
    const names = async (query: Partial<Parameters<typeof users.listPage>[0]>): Promise<readonly string[]> =>
      (await users.listPage({ ...all, ...query })).users.map(({ name }) => name);
    expect(await names({})).toEqual(['ada', 'bo', 'cy']);
    expect(await users.listPage({ ...all, offset: 1, limit: 1 })).toMatchObject({
      users: [{ name: 'bo' }],
      total: 3,
    });
    expect(await names({ search: 'byron' })).toEqual(['ada']);
    expect(await names({ search: '_%' })).toEqual(['bo']);
    expect(await names({ search: 'cy@example' })).toEqual(['cy']);
    expect(await names({ state: 'disabled' })).toEqual(['bo']);
    expect(await names({ state: 'enabled' })).toEqual(['ada', 'cy']);
    expect(await names({ state: 'administrators' })).toEqual(['ada']);
    expect(await names({ group: 'staff' })).toEqual(['cy']);
    expect(await names({ group: 'nobody' })).toEqual([]);
    expect(await names({ sort: 'last-sign-in' })).toEqual(['cy', 'ada', 'bo']);
  });
});
