import { describe, expect, it } from '@jest/globals';
import { accountRoutes } from '../../src/admin/account/account-routes.js';
import type { ApiKeyHash } from '../../src/core/identity/api-key.js';
import { epochSeconds } from '../../src/core/time.js';
import { eventsOf, fieldsOf, open, signInToAccount, tokenOf } from '../admin/pages.js';
import { passwordOf } from '../support/people.js';
import type { Agent, Answer } from './agent.js';
import { givePassword, newAgent } from './second-factor-steps.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

const all = accountRoutes.map(({ method, path }) => [method, `/account${path}`] as const);
const posts = all.filter(([method]) => method === 'POST').map(([, path]) => path);
const gets = all.filter(([method]) => method === 'GET').map(([, path]) => path);

async function ask(agent: Agent, method: string, path: string, fields = {}): Promise<Answer> {
  return method === 'GET' ? agent.get(path) : agent.post(path, fields);
}

/** Sends a form of the account pages with the right token. */
async function send(
  agent: Agent,
  path: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const form_token = tokenOf(await agent.get('/account/'));
  return agent.post(`/account/${path}`, { form_token, ...fields });
}

async function person(name: string): Promise<Agent> {
  const { users, hasher } = use().deps;
  const passwordHash = await hasher.hash(passwordOf(name));
  await users.create({ name, displayName: name, email: null, administrator: false, passwordHash });
  return signInToAccount(use(), name);
}

const location = (answer: Answer): readonly unknown[] => [answer.status, answer.headers['location']];

describe('every route of people’s own pages', () => {
  it.each(all)('%s %s asks strangers to sign in', async (method, path) => {
    expect(location(await ask(use().agent(), method, path))).toEqual([303, '/account/sign-in']);
  });

  it.each(all)('%s %s is closed to the content cookie', async (method, path) => {
    const agent = await use().signIn('tom', null, newAgent(use()));
    const form_token = tokenOf(await agent.get('/account/sign-in'));
    agent.cookies.set('__Host-gatehouse-account', agent.cookies.get('__Host-gatehouse') ?? '');
    expect(location(await ask(agent, method, path, { form_token }))).toEqual([303, '/account/sign-in']);
  });

  it.each(posts)('POST %s takes nothing without the token of a form of ours', async (path) => {
    const tom = await signInToAccount(use(), 'tom');
    const form_token = tokenOf(await tom.get('/account/'));
    const other = tokenOf(await (await signInToAccount(use(), 'tom')).get('/account/'));
    for (const [token, headers] of [
      ['', {}],
      [other, {}],
      [form_token, { Origin: 'https://evil.test' }],
      [form_token, { 'Sec-Fetch-Site': 'cross-site' }],
    ] as const) {
      const answer = await tom.post(path, { form_token: token, sure: 'yes' }, headers);
      expect([answer.status, answer.json?.error]).toEqual([403, 'form_expired']);
    }
  });

  it.each(gets)(
    'GET %s is a page of one heading, labelled fields, no inline script, not kept',
    async (path) => {
      const answer = await (await signInToAccount(use(), 'tom')).get(path);
      expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
      expect(answer.text).not.toMatch(/<script(?! src="\/assets\/passkey\.js" defer)|\sstyle=|\son[a-z]+=/i);
      expect(answer.text.match(/<h1>/g)).toHaveLength(1);
      const labelled = new Set([...answer.text.matchAll(/<label\s+for="([^"]+)"/g)].map((found) => found[1]));
      for (const tag of answer.text.match(/<(?:input|select|textarea)\b[^>]*>/g) ?? [])
        if (!/type="hidden"|\shidden/.test(tag)) expect(labelled).toContain(/\sid="([^"]+)"/.exec(tag)?.[1]);
    },
  );
});

describe('the own password', () => {
  it('changes with the current one only, to a good one, and ends the sessions elsewhere', async () => {
    const agent = await person('petra');
    const elsewhere = await signInToAccount(use(), 'petra');
    const viewer = await use().signIn('petra' as never, null, newAgent(use()));
    const fresh = { password: 'ferry lamp quorum', repeat: 'ferry lamp quorum' };
    for (const [fields, text] of [
      [{ current: 'wrong wrong', ...fresh }, 'current password is not right'],
      [{ current: passwordOf('petra'), password: 'Basketball', repeat: 'Basketball' }, 'lists of common'],
      [{ current: passwordOf('petra'), password: 'petra', repeat: 'petr' }, 'not the same'],
    ] as const) {
      const answer = await send(agent, 'password', fields);
      expect([answer.status, answer.text.includes(text)]).toEqual([422, true]);
    }
    expect((await elsewhere.get('/account/')).status).toBe(200);
    const done = await send(agent, 'password', { current: passwordOf('petra'), ...fresh });
    expect(location(done)).toEqual([303, '/account/password?done=password-changed']);
    expect((await agent.get('/account/')).status).toBe(200);
    expect((await elsewhere.get('/account/')).status).toBe(303);
    expect((await viewer.get('/iiif-login')).text).toContain('type="password"');
    expect((await givePassword(use(), 'petra', newAgent(use()))).status).toBe(401);
  });

  it('is guarded by the same limits as signing in', async () => {
    const agent = await person('pablo');
    const fields = { current: 'wrong', password: 'ferry lamp quorum', repeat: 'ferry lamp quorum' };
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await send(agent, 'password', fields)).status);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('the own profile', () => {
  it('changes name, address and language, and nothing that is none', async () => {
    const agent = await person('paula');
    const page = await agent.get('/account/');
    expect(fieldsOf(page, 'name="display_name"')).toMatchObject({ display_name: 'paula', email: '' });
    for (const fields of [
      { display_name: '', email: '' },
      { display_name: 'a\nb', email: '' },
      { display_name: 'Paula', email: 'a@example.org, b@example.org' },
      { display_name: 'Paula', email: 'paula@example.org\r\nBcc: x@example.org' },
    ])
      expect((await send(agent, 'profile', fields)).status).toBe(422);
    const fields = { display_name: '<b>Paula</b>', email: 'paula@example.org', language: 'de' };
    expect(location(await send(agent, 'profile', fields))).toEqual([303, '/account/?done=saved']);
    expect(await use().deps.users.findByName('paula')).toMatchObject({
      displayName: '<b>Paula</b>',
      email: 'paula@example.org',
      language: 'de',
    });
    const german = await agent.get('/account/');
    expect(german.text).toContain('<html lang="de">');
    expect(german.text).toContain('&lt;b&gt;Paula&lt;/b&gt;');
    expect(german.text).not.toContain('<b>Paula');
    await send(agent, 'profile', { ...fields, language: '' });
    expect((await agent.get('/account/')).text).toContain('<html lang="en">');
  });
});

describe('the own sessions', () => {
  it('are listed in words, and end one by one or all but this', async () => {
    const agent = await person('pedro');
    const [first, second] = [await signInToAccount(use(), 'pedro'), await signInToAccount(use(), 'pedro')];
    const page = await agent.get('/account/sessions');
    expect(page.text.match(/name="session" value/g)).toHaveLength(2);
    expect(page.text).toContain('this one');
    const session = /name="session" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await send(agent, 'sessions/end', { session });
    const alive = await Promise.all(
      [first, second].map(async (other) => (await other.get('/account/')).status),
    );
    expect(alive.toSorted((a, b) => a - b)).toEqual([200, 303]);
    await send(agent, 'sessions/end-others');
    for (const other of [first, second]) expect((await other.get('/account/')).status).toBe(303);
    expect((await agent.get('/account/')).status).toBe(200);
  });

  it('of others can’t be ended', async () => {
    const [agent, tom] = [await person('piotr'), await signInToAccount(use(), 'tom')];
    const { sessions } = await use().deps.sessions.listPage(use().people.tom.id, 0, 50);
    for (const { hash } of sessions) await send(agent, 'sessions/end', { session: hash });
    expect((await tom.get('/account/')).status).toBe(200);
  });
});

describe('the own data', () => {
  it('can be asked to be deleted; administrators see it, and the person can withdraw it', async () => {
    const agent = await person('quinn');
    expect((await send(agent, 'data/delete')).status).toBe(422);
    expect(location(await send(agent, 'data/delete', { sure: 'yes' }))).toEqual([
      303,
      '/account/data?done=deletion-asked',
    ]);
    const ines = await signInToAccount(use(), 'ines');
    expect((await open(ines, '')).text).toContain('Somebody asks that their data be deleted');
    expect((await open(ines, 'people?state=deletion-asked')).text).toContain('quinn');
    expect((await open(ines, 'people/quinn')).text).toContain('Asks to be deleted');
    await send(agent, 'data/withdraw');
    expect((await open(ines, '')).text).not.toContain('asks that their data be deleted');
    const changes = (await eventsOf(use())).filter((entry) => JSON.stringify(entry).includes('deletion-'));
    expect(changes).toHaveLength(2);
  });

  it('shows own keys, to revoke; never those of others', async () => {
    const agent = await person('rosa');
    const { keys, users } = use().deps;
    const rosa = await users.findByName('rosa');
    for (const [name, user] of [
      ['harvest', rosa?.id],
      ['toms', use().people.tom.id],
    ] as const) {
      const times = { createdAt: use().now(), expiresAt: epochSeconds(use().now() + 9), lastUsedAt: null };
      await keys.create({ hash: name as ApiKeyHash, name, user: user as never, folder: 'open', ...times });
    }
    const page = await agent.get('/account/data');
    expect([page.text.includes('harvest'), page.text.includes('toms')]).toEqual([true, false]);
    await send(agent, 'keys/revoke', { key: 'toms' });
    await send(agent, 'keys/revoke', { key: 'harvest' });
    expect((await keys.list()).map((key) => key.name)).toEqual(['toms']);
  });
});
