import { describe, expect, it } from '@jest/globals';
import { cookieOf, viewer } from '../support/test-app.js';
import { passwordOf } from '../support/people.js';
import { type Agent, type Answer, createAgent } from './agent.js';
import { readCorpus } from './corpus.js';
import { readForm, unescapeHtml } from './forms.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const info = '/iiif/images/members!001.jp2/info.json';
const withOrigin = `/iiif-login?origin=${viewer}`;

let clients = 0;
function newAgent(): Agent {
  clients += 1;
  return createAgent(use().publicPort, `203.0.113.${clients}`);
}

async function submit(
  agent: Agent,
  fields: Readonly<Record<string, string>>,
  target = withOrigin,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const form = readForm((await agent.get(target)).text, target);
  return agent.post(form.action, { ...form.fields, ...fields }, headers);
}

const tom = { username: 'tom', password: passwordOf('tom') };
const closesItself = /<script nonce="[\w-]+">\s*window\.close\(\);/;

describe('cookie service: the sign-in window', () => {
  it('[A1-36] [A1-05] shows our own form as the page’s first form, which works without any script', async () => {
    const answer = await newAgent().get(withOrigin);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.text).not.toMatch(/<script/i);
    expect(readForm(answer.text, '').fields).toMatchObject({ username: '', password: '', origin: viewer });
    expect(answer.text).toContain('https://viewer.test');
  });

  it.each(['', '?origin=', '?origin=*', '?origin=null', '?origin=javascript:alert(1)', '?x=1'])(
    '[A1-31] works without a usable origin: "%s"',
    async (query) => {
      const agent = newAgent();
      const answer = await submit(agent, tom, `/iiif-login${query}`);
      expect(answer.status).toBe(200);
      expect((await agent.get(info)).status).toBe(200);
    },
  );

  it('[A1-30] reads the origin raw, encoded, with and without the slash at the end', async () => {
    for (const origin of [
      viewer,
      `${viewer}/`,
      encodeURIComponent(viewer),
      encodeURIComponent(`${viewer}/`),
    ]) {
      const answer = await newAgent().get(`/iiif-login?origin=${origin}`);
      expect(readForm(answer.text, '').fields['origin']).toBe(viewer);
    }
  });

  it('[A1-33] [A1-35] signs in, sets the cookie and closes itself, saying so in words', async () => {
    const agent = newAgent();
    const answer = await submit(agent, tom);
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(closesItself);
    expect(answer.text).toContain('You can close this window');
    expect((await agent.get(info)).status).toBe(200);
    expect(
      (await use().check('/iiif/images/members!001.jp2/full/max/0/default.jpg', cookieOf(agent))).status,
    ).toBe(200);
    expect((await agent.get('/iiif-token')).status).toBe(200);
  });

  it('[A1-35] cancelling ends the window too, and signs nobody in', async () => {
    const agent = newAgent();
    const page = (await agent.get(withOrigin)).text;
    expect(page).toContain('href="/iiif-login/cancel"');
    const answer = await agent.get('/iiif-login/cancel');
    expect([answer.status, closesItself.test(answer.text)]).toEqual([200, true]);
    expect(agent.cookies.has('__Host-gatehouse')).toBe(false);
  });

  it('[V7-08] [A1-3D] sets the content cookie for every site, secure, for scripts unreadable, not partitioned', async () => {
    const line = (await submit(newAgent(), tom)).setCookies.find((l) => l.startsWith('__Host-gatehouse='));
    const [pair = '', ...attributes] = (line ?? '').split('; ');
    expect(pair).toMatch(/^__Host-gatehouse=[\w-]{43}$/);
    const others = attributes.filter((attribute) => !attribute.startsWith('expires='));
    expect(others.map((attribute) => attribute.toLowerCase()).sort()).toEqual([
      'httponly',
      'path=/',
      'samesite=none',
      'secure',
    ]);
  });

  it('the form’s own cookie is tied to this host and this site', async () => {
    const lines = (await newAgent().get(withOrigin)).setCookies;
    expect(lines).toHaveLength(1);
    expect(lines[0]?.toLowerCase()).toMatch(
      /^__host-gatehouse-form=[\w-]{43}; path=\/; samesite=lax; secure; httponly$/,
    );
  });

  it('looking at the form makes no session', async () => {
    const agent = newAgent();
    await agent.get(withOrigin);
    expect(agent.cookies.has('__Host-gatehouse')).toBe(false);
  });

  it('[V7-07] [A1-3E] no page of the window cuts it off from the viewer', async () => {
    const agent = newAgent();
    const pages = [
      await agent.get(withOrigin),
      await submit(agent, { username: 'tom', password: 'wrong' }),
      await submit(agent, tom),
      await agent.get(`/iiif-login?origin=https://other.test`),
      await agent.get('/iiif-login/cancel'),
      await agent.get('/iiif-logout'),
      await agent.get('/iiif-login/nowhere', { Accept: 'text/html' }),
      await agent.post(
        '/iiif-login',
        [
          ['a', '1'],
          ['a', '2'],
        ],
        { Accept: 'text/html' },
      ),
    ];
    for (const page of pages) {
      expect(page.headers).not.toHaveProperty('cross-origin-opener-policy');
      expect(page.headers).not.toHaveProperty('access-control-allow-credentials');
      expect(page.headers['x-frame-options']).toBe('DENY');
    }
  });

  it('escapes everything that came from outside', async () => {
    const hostile = '"><script>alert(1)</script><b x=\'&amp;';
    const answer = await submit(newAgent(), { username: hostile, password: 'x' });
    expect(answer.text).not.toContain('<script>alert');
    expect(answer.text).not.toContain('<b x=');
    expect(unescapeHtml(/name="username"\s+value="([^"]*)"/.exec(answer.text)?.[1] ?? '')).toBe(hostile);
  });
});

describe('signed in already', () => {
  it('asks once, naming the viewer’s site, and then gives it tokens', async () => {
    const agent = await use().signIn('tom', null, newAgent());
    const page = await agent.get(withOrigin);
    expect(page.status).toBe(200);
    expect(page.text).toContain(viewer);
    expect(page.text).toContain('Tom Brandt');
    expect(page.text).not.toContain('type="password"');
    expect((await agent.get(`/iiif-token?origin=${viewer}`)).status).toBe(403);
    const form = readForm(page.text, '');
    const done = await agent.post(form.action, { ...form.fields, choice: 'continue' });
    expect(done.text).toMatch(closesItself);
    expect((await agent.get(`/iiif-token?origin=${viewer}`)).status).toBe(200);
  });

  it('a cross-site form can not press Continue', async () => {
    const agent = await use().signIn('tom', null, newAgent());
    const form = readForm((await agent.get(withOrigin)).text, '');
    const choice = { ...form.fields, choice: 'continue' };
    expect((await agent.post(form.action, choice, { Origin: 'https://evil.test' })).status).toBe(403);
    expect((await agent.post(form.action, { origin: viewer, choice: 'continue' })).status).toBe(403);
    expect((await agent.get(`/iiif-token?origin=${viewer}`)).status).toBe(403);
  });

  it('"Use another account" signs out and shows the form, with the same errand', async () => {
    const agent = await use().signIn('marek', null, newAgent());
    const form = readForm((await agent.get(withOrigin)).text, '');
    const page = await agent.post(form.action, { ...form.fields, choice: 'switch' });
    expect(page.text).toContain('type="password"');
    expect(readForm(page.text, '').fields['origin']).toBe(viewer);
    expect((await agent.get(info)).status).toBe(401);
  });

  it('offers another account even to somebody who clicked for this site before, or a wrong account would be a dead end', async () => {
    const agent = await use().signIn('marek', viewer, newAgent());
    const page = await agent.get(withOrigin);
    expect(page.text).toContain('value="switch"');
  });

  it('"Continue" without being signed in any more shows the form', async () => {
    const agent = await use().signIn('tom', null, newAgent());
    const form = readForm((await agent.get(withOrigin)).text, '');
    await agent.get('/iiif-logout');
    const page = await agent.post(form.action, { ...form.fields, choice: 'continue' });
    expect(page.text).toContain('type="password"');
    expect(agent.cookies.has('__Host-gatehouse')).toBe(false);
  });

  it('remembers at most fifty sites', async () => {
    const agent = await use().signIn('tom', 'https://site0.test', newAgent());
    const token = readForm((await agent.get('/iiif-login')).text, '').fields['form_token'] ?? '';
    for (let n = 1; n <= 50; n += 1)
      await agent.post('/iiif-login', {
        form_token: token,
        origin: `https://site${n}.test`,
        choice: 'continue',
      });
    expect((await agent.get('/iiif-token?origin=https://site0.test')).status).toBe(403);
    expect((await agent.get('/iiif-token?origin=https://site50.test')).status).toBe(200);
  });
});

describe('the way back', () => {
  it('leads to a path of this site', async () => {
    const back = '/iiif/images/members!001.jp2/full/max/0/default.jpg';
    const answer = await submit(newAgent(), tom, `/iiif-login?return=${encodeURIComponent(back)}`);
    expect([answer.status, answer.headers['location']]).toEqual([303, back]);
  });

  it('never leads anywhere else, whether in the address or in the form', async () => {
    const corpus = readCorpus('open-redirects.txt');
    const agent = newAgent();
    for (const text of corpus) {
      const page = await agent.get(`/iiif-login?${new URLSearchParams({ return: text }).toString()}`);
      expect([text, readForm(page.text, '').fields]).not.toHaveProperty('1.return');
    }
    // And once in the form itself, for every tenth, since each costs a password.
    for (const text of corpus.filter((_, index) => index % 10 === 0)) {
      const form = readForm((await newAgent().get('/iiif-login')).text, '');
      const own = newAgent();
      const fresh = readForm((await own.get('/iiif-login')).text, form.action);
      const answer = await own.post(fresh.action, { ...fresh.fields, ...tom, return: text });
      expect([text, answer.status, answer.headers['location']]).toEqual([text, 200, undefined]);
    }
  }, 30_000);
});
