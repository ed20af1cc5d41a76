import { beforeEach, describe, expect, it } from '@jest/globals';
import { testPolicyText } from '../support/factories.js';
import { useTestApp } from '../http/use-app.js';
import { act, confirm, eventsOf, fieldsOf, open, signInToAccount } from './pages.js';

const use = useTestApp();
// Some test machines are in the example's documentation network themselves, where no place may be.
const policyText = testPolicyText
  .replace('192.0.2.16/28', '198.51.100.128/28')
  .replace('2001:db8:5::/64', '2001:db8:77::/64');
const openStaff = { op: 'template', template: 'open' };
const info = '/iiif/images/staff!001.jp2/info.json';

async function numberOf(): Promise<number> {
  return (await use().deps.policies.current())?.number ?? 0;
}

async function basedOn(): Promise<{ based_on: string }> {
  return { based_on: String(await numberOf()) };
}

beforeEach(async () => use().publish(policyText));

describe('the page of a folder', () => {
  it('says in words, with a symbol, what everyone and others see', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const embargo = await open(ines, 'folders/embargo');
    expect(embargo.text).toContain('Everyone: nothing.');
    expect(embargo.text).toContain('The group curators: everything.');
    expect(embargo.text).toContain(
      'Closed until 2031-01-01, except for the group curators (Closed until 2031)',
    );
    expect(embargo.text).toMatch(/✕<\/span>\s*Closed until 2031-01-01/);
    const preview = await open(ines, 'folders/preview');
    expect(preview.text).toContain('Everyone: 400 px (preview).');
    expect(preview.text).toContain('Whoever is signed in: everything.');
    const root = await open(ines, 'folders/');
    for (const words of [
      'Open',
      'Sign-in needed',
      'On site only',
      'Hidden',
      'After accepting terms',
      'Closed',
    ])
      expect(root.text).toContain(words);
  });

  it('shows its own rule as text', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const page = (await open(ines, 'folders/embargo')).text;
    expect(/<pre[^>]*as text"><code>([\s\S]*?)<\/code>/.exec(page)?.[1]).toMatch(
      /^folders:\n\s+\/embargo:[\s\S]*ceilings:/,
    );
    expect((await open(ines, 'folders/nowhere')).text).toContain('no line of the text speaks of it');
  });

  it.each([
    ['open', {}, [['anyone', 'full', false]]],
    [
      'preview-staff',
      { tier: 'preview', group: 'staff' },
      [
        ['anyone', 'preview', false],
        ['group', 'full', false],
      ],
    ],
    ['on-site', { place: 'reading-room' }, [['place', 'full', false]]],
    [
      'team-until',
      { group: 'staff', date: '2031-01-01' },
      [
        ['group', 'full', false],
        ['anyone', 'full', true],
      ],
    ],
    ['closed', {}, []],
  ])('takes the template %s', async (template, fields, grants) => {
    const ines = await signInToAccount(use(), 'ines');
    const asked = { op: 'template', template, ...fields, ...(await basedOn()) };
    const plan = await act(ines, 'folders/members', asked);
    expect((await confirm(ines, plan, 'folders/members')).status).toBe(303);
    const rule = (await use().deps.policies.current())?.policy.folders.find(
      ({ pattern }) => pattern === '/members',
    );
    expect(rule?.grants?.map(({ who, tier, from }) => [who.kind, tier, from !== null])).toEqual(grants);
  });

  it('shows what a change would do, and does it only when that is confirmed', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const before = await numberOf();
    const plan = await act(ines, 'folders/staff', { ...openStaff, ...(await basedOn()) });
    expect(plan.status).toBe(200);
    expect(plan.text).toContain('1 image will be more open');
    expect(plan.text).toContain('staff/001.jp2');
    expect(await numberOf()).toBe(before);
    expect((await use().agent().get(info)).status).toBe(401);

    const done = await confirm(ines, plan, 'folders/staff');
    expect([done.status, done.headers['location']]).toEqual([
      303,
      '/auth/admin/folders/staff?done=rules-published',
    ]);
    expect((await use().agent().get(info)).status).toBe(200);
    expect((await open(ines, 'folders/staff?done=rules-published')).text).toContain('The rules are in force');
    expect((await eventsOf(use())).at(-1)).toEqual({
      actor: { kind: 'user', name: 'ines' },
      event: { kind: 'policy-published', number: before + 1, note: '/staff: template open' },
    });
  });

  it('tells the second of two administrators, and loses the work of neither', async () => {
    const [first, second] = [await signInToAccount(use(), 'ines'), await signInToAccount(use(), 'ines')];
    const start = await basedOn();
    const planA = await act(first, 'folders/staff', { ...openStaff, ...start });
    const planB = await act(second, 'folders/members', { op: 'template', template: 'closed', ...start });
    expect((await confirm(first, planA, 'folders/staff')).status).toBe(303);

    const told = await confirm(second, planB, 'folders/members');
    expect(told.status).toBe(409);
    expect(told.text).toContain('ines published version');
    expect((await confirm(second, told, 'folders/members')).status).toBe(303);
    const folders = (await use().deps.policies.current())?.policy.folders ?? [];
    expect(folders.find(({ pattern }) => pattern === '/staff')?.grants?.[0]?.who).toEqual({ kind: 'anyone' });
    expect(folders.find(({ pattern }) => pattern === '/members')?.grants).toEqual([]);
  });

  it('adds and removes single grants and limits', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const change = async (fields: Record<string, string>): Promise<void> => {
      const plan = await act(ines, 'folders/open', { ...fields, ...(await basedOn()) });
      expect([plan.status, (await confirm(ines, plan, 'folders/open')).status]).toEqual([200, 303]);
    };
    const own = async (): Promise<unknown> =>
      (await use().deps.policies.current())?.policy.folders.find(({ pattern }) => pattern === '/open');
    await change({
      op: 'add-grant',
      who: 'user',
      who_user: 'Marek',
      tier: 'full',
      from: '',
      until: '2030-01-01',
    });
    expect(await own()).toMatchObject({
      grants: [{ who: { kind: 'anyone' } }, { who: { kind: 'user', name: 'marek' }, until: 1_893_452_400 }],
    });
    await change({
      op: 'add-ceiling',
      max: 'preview',
      until: '2030-01-01',
      except: 'group:staff',
      reason: 'A <b>gift</b>',
    });
    expect(await own()).toMatchObject({ ceilings: [{ max: 'preview', reason: { en: 'A <b>gift</b>' } }] });
    const page = await open(ines, 'folders/open');
    expect(page.text).toContain('A &lt;b&gt;gift&lt;/b&gt;');
    const { what: limit = '' } = fieldsOf(page, 'value="remove-ceiling"');
    await change({ op: 'remove-ceiling', what: limit });
    const { what: grant = '' } = fieldsOf(page, 'value="remove-grant"');
    await change({ op: 'remove-grant', what: grant });
    expect(await own()).toMatchObject({ ceilings: [], grants: [{ who: { kind: 'user', name: 'marek' } }] });
    await change({ op: 'inherit-grants' });
    expect(await own()).toBeUndefined();
  });

  it.each([
    [{ op: 'add-grant', who: 'group:nobody', tier: 'full' }, 'there is no group'],
    [{ op: 'add-grant', who: 'user', who_user: 'who', tier: 'full' }, 'there is no user'],
    [{ op: 'add-grant', who: 'anyone', tier: 'huge' }, '/staff, Sees: there is no tier'],
    [{ op: 'add-grant', who: 'anyone', tier: 'full', from: '2031-02-30' }, 'From: write the day'],
    [
      { op: 'add-grant', who: 'anyone', tier: 'full', from: '2031-01-01', until: '2030-01-01' },
      'ends before it begins',
    ],
    [{ op: 'template', template: 'team-until' }, 'Choose a group'],
    [{ op: 'template', template: 'constructor' }, 'Choose a template'],
    [{ op: 'remove-grant', what: '{}' }, 'no longer there'],
    [{ op: 'everything' }, 'Choose what to change'],
  ])('refuses %j with a reason', async (fields, reason) => {
    const ines = await signInToAccount(use(), 'ines');
    const before = await numberOf();
    const answer = await act(ines, 'folders/staff', { ...fields, confirm: 'yes', ...(await basedOn()) });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(reason);
    expect(await numberOf()).toBe(before);
  });

  it('leaves folders that are managed as text alone', async () => {
    await use().publish(policyText.replace('/sealed:\n', '/sealed:\n    managed: text\n'));
    const ines = await signInToAccount(use(), 'ines');
    expect((await open(ines, 'folders/sealed')).text).toContain('managed as text');
    expect(
      (await act(ines, 'folders/sealed', { ...openStaff, confirm: 'yes', ...(await basedOn()) })).status,
    ).toBe(422);
  });
});

describe('the rules as text', () => {
  it('lists every problem with its line, and keeps what was typed', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const text =
      'version: 1\ntimezone: UTC\nfolders:\n  /a: { grants: [ { who: "group:gone", tier: huge } ] }\n';
    const answer = await act(ines, 'rules', { text, op: 'plan', ...(await basedOn()) });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('2 things are wrong');
    expect(answer.text.match(/Line 4/g)).toHaveLength(2);
    expect(fieldsOf(answer, 'textarea')['text']).toBe(text);
  });

  it('checks, plans, publishes and brings back', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const old = await numberOf();
    const { text = '' } = fieldsOf(await open(ines, 'rules'), 'textarea');
    const closed = text.replace('/staff:', '/staff2:');
    expect((await act(ines, 'rules', { text: closed, op: 'check', ...(await basedOn()) })).text).toContain(
      'The text is right',
    );
    const plan = await act(ines, 'rules', { text: closed, op: 'plan', ...(await basedOn()) });
    expect((await confirm(ines, plan, 'rules')).status).toBe(303);
    expect(await numberOf()).toBe(old + 1);

    expect((await open(ines, `rules/${old}`)).text).toContain('Bring this version back');
    const back = await act(ines, `rules/${old}`, await basedOn());
    expect(back.text).toContain('will be more closed');
    expect((await confirm(ines, back, `rules/${old}`)).status).toBe(303);
    const [now, then] = [await use().deps.policies.current(), await use().deps.policies.find(old)];
    expect([now?.number, now?.policy, now?.note]).toEqual([old + 2, then?.policy, `back to version ${old}`]);
  });

  it('says that a text does not hold what others changed meanwhile', async () => {
    const [first, second] = [await signInToAccount(use(), 'ines'), await signInToAccount(use(), 'ines')];
    const { text = '', based_on = '' } = fieldsOf(await open(second, 'rules'), 'textarea');
    await confirm(first, await act(first, 'folders/staff', { ...openStaff, based_on }), 'folders/staff');
    const told = await act(second, 'rules', {
      text: text.replace('/tom:', '/tim:'),
      op: 'plan',
      based_on,
      confirm: 'yes',
    });
    expect(told.status).toBe(409);
    expect(told.text).toContain('Your text does not hold what they changed');
  });
});

describe('old sign-ins', () => {
  it('ask for the password again before rules change, and keep what was entered', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const plan = await act(ines, 'folders/staff', { ...openStaff, ...(await basedOn()) });
    use().advance(700);
    const before = await numberOf();
    const asked = await confirm(ines, plan, 'folders/staff');
    expect([asked.status, await numberOf()]).toEqual([403, before]);
    expect(asked.text).toContain('entered is kept');
    const fields = fieldsOf(asked, 'password_again');
    const wrong = await ines.post('/auth/admin/folders/staff', { ...fields, password_again: 'x' });
    expect([wrong.status, await numberOf()]).toEqual([401, before]);
    const cookie = ines.cookies.get('__Host-gatehouse-account');
    const right = await ines.post('/auth/admin/folders/staff', {
      ...fields,
      password_again: 'correct horse ines',
    });
    expect([right.status, await numberOf()]).toEqual([303, before + 1]);
    expect(ines.cookies.get('__Host-gatehouse-account')).not.toBe(cookie);
    expect((await act(ines, 'people/marek/administrator', { administrator: 'no' })).status).toBe(303);
  });
});
