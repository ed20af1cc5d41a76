import { describe, expect, it } from '@jest/globals';
import { policyOf } from '../support/example-policy.js';
import { useTestApp } from '../http/use-app.js';
import { act, confirm, eventsOf, open, signInToAccount } from './pages.js';

const use = useTestApp();

const rules = `
version: 1
timezone: UTC
tiers: { preview: { max_edge: 400 } }
folders:
  /:              { grants: [ { who: anyone, tier: preview }, { who: "group:staff", tier: full } ] }
  /maps:          { grants: [ { who: anyone, tier: preview }, { who: "group:team", tier: full } ] }
  /maps/secret:   { grants: [ { who: "user:ines", tier: full } ] }
  /maps/yaml:     { managed: text }
  /posters:       { grants: [ { who: "group:researchers", tier: full } ] }
`;

async function beManager(name: 'tom' | 'marek', folders: readonly string[]): Promise<void> {
  const { users, roles, policies } = use().deps;
  await users.createGroup('team');
  const current = await policies.current();
  await policies.publish(policyOf(rules), current?.number ?? null, 'test', 'test');
  await roles.save(use().people[name].id, { auditor: false, folders });
}

const everyone = { op: 'add-grant', who: 'anyone', tier: 'full' };

describe('a manager of a folder', () => {
  it('changes the rules of the folder and what is below it, and of no other', async () => {
    await beManager('tom', ['maps']);
    const tom = await signInToAccount(use(), 'tom');
    await use().deps.users.addMember('team', use().people.tom.id);
    const plan = await act(tom, 'folders/maps!new', everyone);
    expect([plan.status, plan.text.includes('Publish: this opens images')]).toEqual([200, true]);
    expect((await confirm(tom, plan, 'folders/maps!new')).status).toBe(303);
    for (const path of ['folders/', 'folders/posters', 'folders/mapsx'])
      expect([path, (await act(tom, path, everyone)).status]).toEqual([path, 403]);
    expect((await open(tom, 'folders/posters')).status).toBe(403);
    expect((await open(tom, 'why?url=posters')).status).toBe(403);
    expect((await open(tom, 'images?folder=posters')).status).toBe(403);
    expect((await open(tom, 'folders/maps')).status).toBe(200);
  });

  it('is led by the menu to pages that they may open, and offered no form that is refused', async () => {
    await beManager('tom', ['maps']);
    const tom = await signInToAccount(use(), 'tom');
    const menu = /<nav[^]*?<\/nav>/.exec((await open(tom, '')).text)?.[0] ?? '';
    const links = Array.from(menu.matchAll(/href="\/auth\/admin\/([^"]*)"/g), ([, path = '']) => path);
    expect(links).toContain('folders/maps');
    for (const path of links) expect([path, (await open(tom, path)).status]).toEqual([path, 200]);
    expect((await open(tom, 'groups')).text).not.toContain('action="/auth/admin/groups"');
  });

  it('gives no more than they have, now or later, also not by removing a limit or to themselves', async () => {
    await beManager('marek', ['maps']);
    const marek = await signInToAccount(use(), 'marek');
    const before = (await use().deps.policies.current())?.number;
    for (const fields of [
      everyone,
      { op: 'add-grant', who: 'user', who_user: 'marek', tier: 'full' },
      { op: 'add-grant', who: 'anyone', tier: 'full', from: '2030-01-01' },
      { op: 'template', template: 'open' },
    ]) {
      const answer = await act(marek, 'folders/maps', {
        ...fields,
        confirm: 'yes',
        based_on: String(before),
      });
      expect([answer.status, answer.text.includes('no more than you have')]).toEqual([422, true]);
    }
    const secret = await act(marek, 'folders/maps!secret', {
      op: 'add-grant',
      who: 'signed-in',
      tier: 'preview',
    });
    expect([secret.status, secret.text.includes('no more than you have')]).toEqual([422, true]);
    const closes = await act(marek, 'folders/maps', { op: 'template', template: 'closed' });
    expect(closes.status).toBe(200);
    expect((await use().deps.policies.current())?.number).toBe(before);
  });

  it('changes members only of groups that count in their folders only and that they are in', async () => {
    await beManager('tom', ['maps']);
    await use().deps.users.addMember('team', use().people.tom.id);
    const tom = await signInToAccount(use(), 'tom');
    expect((await act(tom, 'groups/team/add', { user: 'marek' })).status).toBe(303);
    expect((await use().deps.users.findByName('marek'))?.groups).toEqual(['team']);
    for (const group of ['staff', 'researchers', 'curators'])
      expect([group, (await act(tom, `groups/${group}/add`, { user: 'marek' })).status]).toEqual([
        group,
        403,
      ]);
    await act(tom, 'new-person', {
      username: 'newcomer',
      way: 'link',
      'group:team': 'on',
      'group:staff': 'on',
    });
    expect((await use().deps.users.findByName('newcomer'))?.groups).toEqual(['team']);
  });

  it('leaves alone what is managed as text, there and below', async () => {
    await beManager('tom', ['maps']);
    const ines = await signInToAccount(use(), 'ines');
    for (const path of ['folders/maps!yaml', 'folders/maps!yaml!deep'])
      expect([path, (await act(ines, path, { op: 'template', template: 'closed' })).status]).toEqual([
        path,
        422,
      ]);
  });
});

describe('roles', () => {
  it('are given by administrators, on a page and in the audit', async () => {
    const ines = await signInToAccount(use(), 'ines');
    expect(
      (await act(ines, 'people/marek/roles', { auditor: 'yes', folders: '/maps\r\n/a/../b' })).status,
    ).toBe(422);
    expect((await act(ines, 'people/marek/roles', { auditor: 'yes', folders: '/maps/\r\n' })).status).toBe(
      303,
    );
    const unknown = await act(ines, 'people/marek/roles', { auditor: 'yes', folders: '/nope' });
    expect((await ines.get(String(unknown.headers['location']))).text).toContain('no image is known yet');
    expect((await open(ines, 'folders/nope')).text).toContain('No folder /nope with images is known yet');
    expect((await open(ines, 'folders/staff')).text).not.toContain('is known yet');
    const known = await act(ines, 'people/marek/roles', { auditor: 'yes', folders: '/staff' });
    expect((await ines.get(String(known.headers['location']))).text).not.toContain('is known yet');
    await act(ines, 'people/marek/roles', { auditor: 'yes', folders: '/maps' });
    expect(await use().deps.roles.find(use().people.marek.id)).toEqual({ auditor: true, folders: ['maps'] });
    expect((await eventsOf(use())).at(-1)).toMatchObject({
      event: { kind: 'roles-changed', user: 'marek', after: 'auditor, manager of /maps' },
    });
  });
});
