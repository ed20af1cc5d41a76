import { describe, expect, it } from '@jest/globals';
import { passwordOf } from '../support/people.js';
import { type Agent, type Answer, createAgent } from './agent.js';
import { readForm } from './forms.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const cookieName = '__Host-gatehouse-account';

let clients = 0;
function newAgent(): Agent {
  clients += 1;
  return createAgent(use().publicPort, `203.0.113.${clients}`);
}

async function submit(
  agent: Agent,
  target: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const form = readForm((await agent.get(target)).text, target);
  return agent.post(form.action, { ...form.fields, ...fields }, headers);
}

async function signInAs(name: string, agent = newAgent()): Promise<Agent> {
  await submit(agent, '/account/sign-in', { username: name, password: passwordOf(name) });
  return agent;
}

const words = (answer: Answer): string => answer.text.replace(/value="[^"]*"/g, '');

describe('account and administration pages', () => {
  it('ask to sign in first', async () => {
    for (const target of ['/account/', '/auth/admin/']) {
      const answer = await newAgent().get(target);
      expect([answer.status, answer.headers['location'], answer.headers['cache-control']]).toEqual([
        303,
        '/account/sign-in',
        'no-store',
      ]);
    }
  });

  it('take administrators to the overview and everybody else to their own page', async () => {
    for (const [name, page] of [
      ['ines', '/auth/admin/'],
      ['tom', '/account/'],
    ] as const) {
      const answer = await submit(newAgent(), '/account/sign-in', {
        username: name,
        password: passwordOf(name),
      });
      expect([answer.status, answer.headers['location']]).toEqual([303, page]);
    }
  });

  it('set a strict cookie, secure, unreadable for scripts, of a name of its own', async () => {
    const answer = await submit(newAgent(), '/account/sign-in', {
      username: 'ines',
      password: passwordOf('ines'),
    });
    const line = answer.setCookies.find((l) => l.startsWith(`${cookieName}=`)) ?? '';
    const [pair = '', ...attributes] = line.split('; ');
    expect(pair).toMatch(/=[\w-]{43}$/);
    const others = attributes.filter((attribute) => !attribute.startsWith('expires='));
    expect(others.map((a) => a.toLowerCase()).sort()).toEqual([
      'httponly',
      'path=/',
      'samesite=strict',
      'secure',
    ]);
  });

  it('their cookie opens no picture, no info.json and no token, under either name', async () => {
    const agent = await signInAs('tom');
    const cookie = agent.cookies.get(cookieName) ?? '';
    for (const name of [cookieName, '__Host-gatehouse']) {
      const headers = { Cookie: `${name}=${cookie}` };
      expect((await use().check('/iiif/images/members!001.jp2/full/max/0/default.jpg', headers)).status).toBe(
        401,
      );
      expect((await use().agent().get('/iiif/images/members!001.jp2/info.json', headers)).status).toBe(401);
      expect((await use().agent().get('/iiif-token', headers)).status).toBe(401);
    }
  });

  it('are for administrators: others get 403, JSON to programs and a page to browsers', async () => {
    const tom = await signInAs('tom');
    for (const target of ['/auth/admin/']) {
      const json = await tom.get(target);
      expect([json.status, json.json?.error]).toEqual([403, 'administrators_only']);
      const page = await tom.get(target, { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
      expect([page.status, page.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
      expect(page.text).not.toContain('Who may see');
    }
    const answer = await tom.post('/auth/admin/first-rules', { choice: 'anyone' });
    expect(answer.status).toBe(403);
  });

  it('notice at once that somebody is no administrator any more, or disabled', async () => {
    const { users } = use().deps;
    const agent = await signInAs('ines');
    expect((await agent.get('/auth/admin/')).status).toBe(200);
    await users.setAdministrator(use().people.ines.id, false);
    expect((await agent.get('/auth/admin/')).status).toBe(403);
    await users.setAdministrator(use().people.ines.id, true);
    await users.setDisabled(use().people.ines.id, true);
    expect((await agent.get('/auth/admin/')).status).toBe(303);
    await users.setDisabled(use().people.ines.id, false);
  });

  it('give a new session id at sign-in', async () => {
    const agent = newAgent();
    agent.cookies.set(cookieName, 'P'.repeat(43));
    await signInAs('ines', agent);
    const first = agent.cookies.get(cookieName);
    expect(first).not.toBe('P'.repeat(43));
    await signInAs('ines', agent);
    expect(agent.cookies.get(cookieName)).not.toBe(first);
    expect((await newAgent().get('/auth/admin/', { Cookie: `${cookieName}=${first}` })).status).toBe(303);
  });

  it('answer wrong passwords and unknown names alike', async () => {
    const [wrong, unknown] = [
      await submit(newAgent(), '/account/sign-in', { username: 'ines', password: 'x' }),
      await submit(newAgent(), '/account/sign-in', { username: 'who', password: 'x' }),
    ];
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(words(wrong)).toBe(words(unknown));
  });

  it.each(['/account/sign-in', '/account/sign-out'])('refuse a forged form to %s', async (target) => {
    const agent = await signInAs('ines');
    const kinds: readonly Readonly<Record<string, string>>[] = [{}, { Origin: 'https://evil.test' }];
    for (const headers of kinds)
      await agent.post(target, { username: 'tom', password: passwordOf('tom'), form_token: 'x' }, headers);
    expect((await agent.get('/auth/admin/')).status).toBe(200);
  });

  it('sign out on the server: the old cookie is worthless', async () => {
    const agent = await signInAs('ines');
    const old = agent.cookies.get(cookieName) ?? '';
    const page = await agent.get('/auth/admin/');
    const token = /name="form_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect((await agent.post('/account/sign-out', { form_token: token })).headers['location']).toBe(
      '/account/sign-in',
    );
    expect(agent.cookies.has(cookieName)).toBe(false);
    expect((await newAgent().get('/auth/admin/', { Cookie: `${cookieName}=${old}` })).status).toBe(303);
  });

  it('end after half an hour without a click', async () => {
    const agent = await signInAs('ines');
    use().advance(1_801);
    expect((await agent.get('/auth/admin/')).status).toBe(303);
  });

  it('last while they are used, eight hours at most', async () => {
    const agent = await signInAs('ines');
    for (let minutes = 20; minutes < 480; minutes += 20) {
      use().advance(1_200);
      expect([minutes, (await agent.get('/auth/admin/')).status]).toEqual([minutes, 200]);
    }
    use().advance(1_200);
    expect((await agent.get('/auth/admin/')).status).toBe(303);
  });

  it('escape what people are called', async () => {
    const { users, hasher } = use().deps;
    const passwordHash = await hasher.hash(passwordOf('mallory'));
    const displayName = '<script>alert(1)</script>"\'&';
    await users.create({ name: 'mallory', displayName, email: null, administrator: true, passwordHash });
    const agent = await signInAs('mallory');
    for (const target of ['/account/', '/auth/admin/']) {
      const page = await agent.get(target);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('<script>alert');
      expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    }
    const content = newAgent();
    await submit(content, '/iiif-login', { username: 'mallory', password: passwordOf('mallory') });
    const page = await content.get('/iiif-login?origin=https://x.test');
    expect(page.text).toContain('&lt;script&gt;alert(1)');
    expect(page.text).not.toContain('<script>alert');
  });

  it('escape the names of files in the scan report', async () => {
    const { catalogue } = use().deps;
    const scan = await catalogue.begin('images', 'folders', use().now());
    await scan?.visited(
      'odd',
      [],
      [{ name: '<img src=x onerror=alert(1)>.tif', code: 'odd_name', message: 'odd' }],
    );
    await scan?.finish(use().now());
    const page = await (await signInAs('ines')).get('/auth/admin/');
    expect(page.text).toContain('&lt;img src=x onerror=alert(1)&gt;.tif');
    expect(page.text).not.toContain('<img');
  });
});

const rulesOf = async (): Promise<unknown> => (await use().deps.policies.current())?.policy.folders;

describe('the first question', () => {
  const empty = 'version: 1\ntimezone: UTC\nfolders: {}\n';

  it('is asked only while there are no rules', async () => {
    const { testPolicyText } = await import('../support/factories.js');
    const agent = await signInAs('ines');
    expect((await agent.get('/auth/admin/')).text).not.toContain('Who may see your images?');
    await use().publish(empty);
    expect((await agent.get('/auth/admin/')).text).toContain('Who may see your images?');
    await use().publish(testPolicyText);
  });

  it.each([
    ['anyone', 200, 200],
    ['signed-in', 401, 200],
    ['closed', 401, 401],
  ])('"%s" does what it says', async (choice, anonymous, signedIn) => {
    const info = '/iiif/images/open!001.jp2/info.json';
    await use().publish(empty);
    const agent = await signInAs('ines');
    const answer = await submit(agent, '/auth/admin/', { choice });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/auth/admin/']);
    expect((await use().agent().get(info)).status).toBe(anonymous);
    expect((await (await use().signIn('tom', null, newAgent())).get(info)).status).toBe(signedIn);
  });

  it('changes nothing when it was answered already, forged, or not one of the answers', async () => {
    await use().publish(empty);
    const agent = await signInAs('ines');
    const form = readForm((await agent.get('/auth/admin/')).text, '');
    const send = async (
      fields: Record<string, string>,
      headers: Record<string, string> = {},
    ): Promise<Answer> => agent.post('/auth/admin/first-rules', { ...form.fields, ...fields }, headers);
    await send({ choice: 'everything' });
    await send({ choice: 'toString' });
    await send({ choice: 'anyone', form_token: 'x' });
    await send({ choice: 'anyone' }, { Origin: 'https://evil.test' });
    expect(await rulesOf()).toEqual([]);
    await send({ choice: 'signed-in' });
    const first = await rulesOf();
    expect(first).toHaveLength(1);
    await send({ choice: 'anyone' });
    expect(await rulesOf()).toEqual(first);
  });
});
