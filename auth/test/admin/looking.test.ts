import type { Answer } from '../http/agent.js';
import { describe, expect, it } from '@jest/globals';
import { anImage } from '../support/factories.js';
import { useTestApp } from '../http/use-app.js';
import { act, eventsOf, fieldsOf, open, signInToAccount } from './pages.js';

const use = useTestApp();
const why = (url: string, rest = ''): string => `why?url=${encodeURIComponent(url)}${rest}`;

describe('Why?', () => {
  it.each([
    ['https://images.test/iiif/images/staff!001.jp2/full/max/0/default.jpg', '', 'Refused: closed'],
    ['https://images.test/iiif/images/staff!001.jp2/info.json', '&user=tom', 'Allowed: full'],
    ['staff!001.jp2', '&user=Tom', '/staff grants it to group:staff'],
    ['preview/001.jp2', '', 'preview (at most 400 pixels)'],
    ['/iiif/images/reading-room!001.jp2/info.json', '&address=192.0.2.20', 'Allowed: full'],
    ['/iiif/images/embargo!001.jp2/info.json', '&at=2032-01-01', 'Allowed: full'],
    ['/iiif/images/embargo!001.jp2/info.json', '', 'waiting until 2031-01-01'],
    ['/iiif/manifests/staff', '', 'The rules'],
    ['/iiif/collections', '', 'Allowed: full'],
    ['open!none.jp2', '', 'No such image is in the index'],
    ['/iiif/tiers/preview/images/small!001.jp2/info.json', '', 'The address asks for the tier'],
  ])('%s%s: %s', async (url, rest, words) => {
    const page = await open(await signInToAccount(use(), 'ines'), why(url, rest));
    expect(page.status).toBe(200);
    expect(page.text).toContain(words === 'The rules' ? 'Rules on the way' : words);
  });

  it.each([
    ['staff!001.jp2', '&user=nobody', 'no person of this user name'],
    ['staff!001.jp2', '&address=1.2.3', 'no IPv4 or IPv6 address'],
    ['staff!001.jp2', '&at=tomorrow', 'is not a date'],
    ['/iiif/images/a%00b/info.json', '', 'no address of an image'],
    ['/account/', '', 'no address of an image'],
  ])('says what is wrong with %s%s', async (url, rest, words) => {
    const page = await open(await signInToAccount(use(), 'ines'), why(url, rest));
    expect(page.status).toBe(422);
    expect(page.text).toContain(words);
  });

  it('says that an address belongs to another host, and looks through viewer and probe addresses', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const ask = async (url: string): Promise<Answer> => open(ines, why(url));
    const base = use().deps.links.base;
    const foreign = await ask('https://example.com/iiif/images/staff!001.jp2/info.json');
    expect([foreign.status, foreign.text]).toEqual([422, expect.stringContaining('belongs to another host')]);
    const manifest = encodeURIComponent(`${base}/iiif/manifests/staff`);
    expect((await ask(`${base}/view/?manifest=${manifest}`)).text).toContain('<code>staff</code>');
    expect((await ask(`${base}/iiif-auth2/probe/service/staff!001.jp2`)).text).toContain(
      '<code>staff/001.jp2</code>',
    );
  });

  it('agrees with the check', async () => {
    const ines = await signInToAccount(use(), 'ines');
    for (const folder of ['open', 'staff', 'members', 'tom', 'terms', 'sealed', 'shut', 'small']) {
      const agent = await use().signIn('tom', null, use().agent());
      const cookie = { Cookie: `__Host-gatehouse=${agent.cookies.get('__Host-gatehouse') ?? ''}` };
      const answer = await use().check(`/iiif/images/${folder}!001.jp2/full/max/0/default.jpg`, cookie);
      const page = await open(ines, why(`${folder}!001.jp2`, '&user=tom'));
      const isFull = page.text.includes('Allowed: full');
      expect([folder, isFull]).toEqual([folder, answer.status === 200]);
    }
  });
});

describe('sessions', () => {
  it('are shown without whole addresses, and end one by one', async () => {
    const viewer = await use().signIn('ayesha', null, use().agent('198.51.100.77'));
    const ines = await signInToAccount(use(), 'ines');
    const page = await open(ines, 'sessions?user=ayesha');
    expect(page.text).toContain('198.51.100.x');
    expect(page.text).not.toContain('198.51.100.77');
    expect(page.text).toContain('1 session');
    await ines.post('/auth/admin/sessions/end', fieldsOf(page, 'sessions/end"'));
    expect((await viewer.get('/iiif/images/members!001.jp2/info.json')).status).toBe(401);
    expect((await eventsOf(use())).at(-1)).toEqual({
      actor: { kind: 'user', name: 'ines' },
      event: { kind: 'sessions-ended', user: 'ayesha', count: 1 },
    });
    expect((await open(ines, 'sessions?user=ayesha')).text).toContain('Nobody is signed in');
    expect((await open(ines, 'sessions?user=who')).text).toContain('nobody of this user name');
  });

  it('all end together, the administrator’s too', async () => {
    const ines = await signInToAccount(use(), 'ines');
    await act(ines, 'sessions/end-all');
    expect((await open(ines, '')).status).toBe(200);
    await act(ines, 'sessions/end-all', { sure: 'yes' });
    expect((await open(ines, '')).status).toBe(303);
  });
});

describe('the audit', () => {
  it('is filtered and paged', async () => {
    const { audit } = use().deps;
    for (let index = 0; index < 230; index += 1)
      await audit.record({
        at: use().now(),
        actor: { kind: 'visitor' },
        address: '2001:db8:1:2:3::4',
        event:
          index % 2 === 0
            ? { kind: 'sign-in', user: `p${index}` }
            : { kind: 'sign-in-refused', name: `p${index}` },
      });
    const ines = await signInToAccount(use(), 'ines');
    const first = await open(ines, 'audit?show=refused');
    expect(first.text.match(/<tr>/g)).toHaveLength(101);
    expect(first.text).toContain('a sign-in as p229 was refused');
    expect(first.text).not.toContain('p228 signed in');
    expect(first.text).not.toContain('2001:db8:1:2');
    const older =
      /href="\/auth\/admin\/(audit\?[^"]+)" rel="next"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await open(ines, older)).text).toContain('p1 was refused');
    expect((await open(ines, 'audit?show=constructor&before=x')).status).toBe(200);
  });

  it('comes as CSV in which no cell is a formula', async () => {
    const { audit } = use().deps;
    const event = { kind: 'policy-published', number: 1, note: 'x",=cmd()\r\n=1+1' } as const;
    await audit.record({
      at: use().now(),
      actor: { kind: 'user', name: '=HYPERLINK("x")' },
      address: '-1',
      event,
    });
    const csv = await open(await signInToAccount(use(), 'ines'), 'audit.csv');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.headers['content-disposition']).toContain('attachment');
    expect(csv.text).toContain(`"note=x"",=cmd()\r\n=1+1 number=1"`);
    expect(csv.text).toContain(`'-1`);
    expect((await eventsOf(use())).at(-1)).toMatchObject({ event: { kind: 'exported', what: 'audit' } });
  });
});

describe('names that are markup', () => {
  const name = `<script>alert('1')</script>"&`;

  it('are text everywhere', async () => {
    const { users, audit, catalogue } = use().deps;
    const group = `<b>"group'</b>`;
    await users.createGroup(group);
    const person = await users.create({
      name,
      displayName: name,
      email: name,
      administrator: false,
      passwordHash: null,
    });
    if (person !== null) await users.addMember(group, person.id);
    await use().addImages([anImage(`odd/${name.replaceAll('/', '')}/a'"<i>.jp2`)]);
    const scan = await catalogue.begin('images', 'folders', use().now());
    await scan?.visited('odd', [], [{ name, code: 'odd_name', message: name }]);
    await scan?.finish(use().now());
    await audit.record({
      at: use().now(),
      actor: { kind: 'user', name },
      address: name,
      event: { kind: 'policy-published', number: 1, note: name },
    });
    const current = await use().deps.policies.current();
    if (current !== null) await use().deps.policies.publish(current.policy, current.number, name, name);
    const ines = await signInToAccount(use(), 'ines');
    const folder = `odd!${encodeURIComponent(name.replaceAll('/', '')).replaceAll("'", "'")}`;
    const paths = [
      '',
      'people',
      'groups',
      'folders/',
      'folders/odd',
      'sessions',
      'audit',
      'rules',
      'images',
      'why',
      'new-person',
    ];
    const encoded = encodeURIComponent(name);
    paths.push(
      `people/${encoded}`,
      `people/${encoded}/delete`,
      `groups/${encodeURIComponent(group)}`,
      `rules/${(current?.number ?? 0) + 1}`,
    );
    paths.push(
      `people?search=${encoded}`,
      `sessions?user=${encoded}`,
      `why?url=${encoded}&user=${encoded}&address=${encoded}&at=${encoded}`,
    );
    paths.push(
      `images?folder=${encodeURIComponent(`odd/${name.replaceAll('/', '')}`)}`,
      `folders/${folder}`,
      `?done=${encoded}`,
      `audit?show=${encoded}`,
    );
    for (const path of paths) {
      const page = await open(ines, path);
      expect([path, page.status]).toEqual([path, path.startsWith('why?') ? 422 : 200]);
      expect(page.text).not.toMatch(/<script|<b>"|<i>|alert\('1'\)/);
    }
    const posted = await act(ines, 'new-person', {
      username: name,
      display_name: name,
      email: name,
      way: 'link',
    });
    expect(posted.text).not.toContain('<script');
    expect((await act(ines, 'rules', { text: `</textarea>${name}`, op: 'plan' })).text).not.toContain(
      '<script',
    );
  });
});

describe('images', () => {
  it('are listed by folder with links to the viewer and manifest; a look is asked for', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const page = await open(ines, 'images?folder=open');
    expect(page.text).toContain('6000 × 4000');
    expect(page.text).toContain('/view/?manifest=https%3A%2F%2Fimages.test%2Fiiif%2Fmanifests%2Fopen');
    await act(ines, 'images/scan', { folder: 'open' });
    expect(use().scansAsked).toContain('open');
    expect((await open(ines, 'images?folder=../x')).status).toBe(200);
  });
});
