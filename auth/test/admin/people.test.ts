import { describe, expect, it } from '@jest/globals';
import { useTestApp } from '../http/use-app.js';
import { act, eventsOf, fieldsOf, open, signInToAccount, tokenOf } from './pages.js';

const use = useTestApp();

async function newPerson(name: string): Promise<void> {
  const { users, hasher } = use().deps;
  const passwordHash = await hasher.hash(`correct horse ${name}`);
  await users.create({ name, displayName: name, email: null, administrator: false, passwordHash });
}

async function lastKinds(count: number): Promise<readonly string[]> {
  return (await eventsOf(use()))
    .slice(-count)
    .map((entry) => (entry as { event: { kind: string } }).event.kind);
}

describe('people', () => {
  it('are listed page by page, each once, and found by a part of their name', async () => {
    const { users } = use().deps;
    for (let index = 0; index < 1_000; index += 1) {
      const name = `reader${String(index).padStart(4, '0')}`;
      await users.create({
        name,
        displayName: `Person ${index}`,
        email: `${name}@example.org`,
        administrator: false,
        passwordHash: null,
      });
    }
    const ines = await signInToAccount(use(), 'ines');
    const seen: string[] = [];
    for (let path: string | undefined = 'people'; path !== undefined;) {
      const page = await open(ines, path);
      expect(page.status).toBe(200);
      seen.push(
        ...[...page.text.matchAll(/href="\/auth\/admin\/people\/([^"?]+)"/g)].map((found) => found[1] ?? ''),
      );
      path = /href="\/auth\/admin\/(people\?[^"]*)" rel="next"/
        .exec(page.text)?.[1]
        ?.replaceAll('&amp;', '&');
    }
    expect(seen).toHaveLength(1_004);
    expect(new Set(seen).size).toBe(1_004);
    const found = await open(ines, 'people?search=PERSON%2077&sort=created');
    expect(found.text).toContain('11 people');
    expect((await open(ines, 'people?state=administrators')).text).toContain('1 person');
    for (const query of [
      'page=0',
      'page=99999999',
      'page=x',
      'sort=constructor',
      'state=__proto__',
      "search='%25_",
    ])
      expect([query, (await open(ines, `people?${query}`)).status]).toEqual([query, 200]);
    expect((await open(ines, 'people?search=nobodyatall')).text).toContain('Nobody matches');
  });

  it('get a link that is shown once, works once, and replaces the one before', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const made = await act(ines, 'new-person', {
      username: ' Ada ',
      display_name: 'Ada L.',
      email: '',
      way: 'link',
      'group:staff': 'on',
    });
    expect(made.status).toBe(200);
    const link = /https:\/\/images\.test(\/account\/link\/[\w-]{43})/.exec(made.text)?.[1] ?? '';
    expect(await use().deps.users.findByName('ada')).toMatchObject({
      groups: ['staff'],
      administrator: false,
    });
    expect(await lastKinds(3)).toEqual(['user-created', 'member-added', 'link-made']);
    expect((await open(ines, 'people/ada')).text).not.toContain('/account/link/');
    const again = await act(ines, 'people/ada/link');
    const newer = /https:\/\/images\.test(\/account\/link\/[\w-]{43})/.exec(again.text)?.[1] ?? '';
    expect((await use().agent().get(link)).status).toBe(410);
    expect((await use().agent().get(newer)).status).toBe(200);
    expect(JSON.stringify(await eventsOf(use()))).not.toContain(newer.split('/').at(-1));
  });

  it('get a password that has to be a good one', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const fields = { username: 'grace', way: 'password', email: 'grace@example.org', display_name: '' };
    const weak = await act(ines, 'new-person', { ...fields, password: 'password', repeat: 'passwort' });
    expect([weak.status, await use().deps.users.findByName('grace')]).toEqual([422, null]);
    expect(weak.text).toContain('lists of common passwords');
    expect(weak.text).toContain('not the same');
    expect(fieldsOf(weak, 'name="username"')).toMatchObject({ username: 'grace', password: '' });
    const good = { password: 'correct horse grace', repeat: 'correct horse grace' };
    expect((await act(ines, 'new-person', { ...fields, ...good })).status).toBe(303);
    expect((await (await signInToAccount(use(), 'grace')).get('/account/')).status).toBe(200);
    for (const username of ['grace', '', '<b>', 'tom'])
      expect([username, (await act(ines, 'new-person', { ...fields, ...good, username })).status]).toEqual([
        username,
        422,
      ]);
  });

  it('are signed out everywhere at once when disabled, and can come back', async () => {
    await newPerson('lin');
    const viewer = await use().signIn('lin' as 'tom', null, use().agent());
    const info = '/iiif/images/members!001.jp2/info.json';
    expect((await viewer.get(info)).status).toBe(200);
    const ines = await signInToAccount(use(), 'ines');
    await act(ines, 'people/lin/disable');
    expect((await viewer.get(info)).status).toBe(401);
    expect(await lastKinds(2)).toEqual(['user-changed', 'sessions-ended']);
    await act(ines, 'people/lin/enable');
    expect(await use().deps.users.findByName('lin')).toMatchObject({ disabled: false });
  });

  it('are deleted only after a question, and never while rules name them', async () => {
    await newPerson('zoe');
    const ines = await signInToAccount(use(), 'ines');
    expect((await open(ines, 'people/zoe/delete')).text).toContain('can not be undone');
    expect((await act(ines, 'people/zoe/delete')).headers['location']).toBe(
      '/auth/admin/people?done=user-deleted',
    );
    expect(await use().deps.users.findByName('zoe')).toBeNull();
    const named = await act(ines, 'people/tom/delete');
    expect([named.status, await use().deps.users.findByName('tom')]).toEqual([409, expect.anything()]);
    expect(named.text).toContain('/tom');
  });

  it('keep what another administrator changed meanwhile', async () => {
    const { users } = use().deps;
    const ines = await signInToAccount(use(), 'ines');
    const fields = fieldsOf(await open(ines, 'people/ayesha'), '/people/ayesha/groups');
    expect(fields).toMatchObject({ 'group:researchers': 'on', 'had:researchers': 'on' });
    await users.addMember('staff', use().people.ayesha.id);
    await ines.post('/auth/admin/people/ayesha/groups', { ...fields, 'group:curators': 'on' });
    expect(await users.findByName('ayesha')).toMatchObject({ groups: ['curators', 'researchers', 'staff'] });
    delete fields['group:researchers'];
    await ines.post('/auth/admin/people/ayesha/groups', fields);
    expect(await users.findByName('ayesha')).toMatchObject({ groups: ['curators', 'staff'] });
  });
});

describe('administrators', () => {
  it('can not lock themselves out, and the last one stays', async () => {
    const { users } = use().deps;
    const ines = await signInToAccount(use(), 'ines');
    for (const [action, fields] of [
      ['disable', {}],
      ['delete', {}],
      ['administrator', { administrator: 'no' }],
    ] as const) {
      const answer = await act(ines, `people/ines/${action}`, fields);
      expect([action, answer.status, answer.json?.error]).toEqual([action, 409, 'not_yourself']);
    }
    expect(await users.findByName('ines')).toMatchObject({ administrator: true, disabled: false });
    expect((await open(ines, 'people/ines')).text).toContain('This is you');
  });

  it('who take administration from each other at the same moment do not both succeed', async () => {
    const { users } = use().deps;
    await users.setAdministrator(use().people.marek.id, true);
    const [ines, marek] = [await signInToAccount(use(), 'ines'), await signInToAccount(use(), 'marek')];
    const [a, b] = [tokenOf(await open(ines, '')), tokenOf(await open(marek, ''))];
    await Promise.all([
      ines.post('/auth/admin/people/marek/administrator', { form_token: a, administrator: 'no' }),
      marek.post('/auth/admin/people/ines/administrator', { form_token: b, administrator: 'no' }),
    ]);
    expect(await users.countAdministrators()).toBeGreaterThan(0);
    await users.setAdministrator(use().people.ines.id, true);
    await users.setAdministrator(use().people.marek.id, false);
  });

  it.each([
    ['people/marek/administrator', { administrator: 'yes' }],
    ['people/marek/delete', {}],
    ['people/marek/link', {}],
    ['sessions/end-all', { sure: 'yes' }],
  ])('are asked for their password again at %s when they signed in long ago', async (path, fields) => {
    const ines = await signInToAccount(use(), 'ines');
    use().advance(601);
    const asked = await act(ines, path, fields);
    expect([asked.status, asked.text.includes('name="password_again"')]).toEqual([403, true]);
    expect(await use().deps.users.findByName('marek')).toMatchObject({ administrator: false });
    expect((await open(ines, '')).status).toBe(200);
  });
});

describe('groups', () => {
  it('are made, filled, emptied and deleted; every step is in the audit', async () => {
    const ines = await signInToAccount(use(), 'ines');
    expect((await act(ines, 'groups', { name: 'Interns' })).headers['location']).toBe(
      '/auth/admin/groups/interns?done=group-created',
    );
    expect((await act(ines, 'groups', { name: 'interns' })).text).toContain(
      'There is a group of this name already',
    );
    expect((await act(ines, 'groups', { name: 'a b' })).status).toBe(422);
    expect((await act(ines, 'groups/interns/add', { user: 'who' })).text).toContain(
      'nobody of this user name',
    );
    await act(ines, 'groups/interns/add', { user: 'Marek' });
    expect((await open(ines, 'groups/interns')).text).toContain('/auth/admin/people/marek');
    await act(ines, 'groups/interns/remove', { user: 'marek' });
    expect((await act(ines, 'groups/interns/delete')).status).toBe(422);
    await act(ines, 'groups/interns/delete', { sure: 'yes' });
    expect(await lastKinds(4)).toEqual(['group-created', 'member-added', 'member-removed', 'group-deleted']);
  });

  it('stay while rules name them', async () => {
    const ines = await signInToAccount(use(), 'ines');
    expect((await open(ines, 'groups/staff')).text).toContain('can not be deleted');
    expect((await act(ines, 'groups/staff/delete', { sure: 'yes' })).status).toBe(422);
    expect((await use().deps.users.listGroups()).map(({ name }) => name)).toContain('staff');
  });
});
