import { describe, expect, it } from '@jest/globals';
import { viewer } from '../support/test-app.js';
import { passwordOf } from '../support/people.js';
import { type Agent, type Answer, createAgent } from './agent.js';
import { readForm } from './forms.js';
import { useTestApp } from './use-app.js';
import { whileReplaced } from './while-replaced.js';

const use = useTestApp();
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

const wordsOf = (answer: Answer): string => answer.text.replace(/value="[^"]*"/g, '');

describe('wrong and unknown', () => {
  it('answers a wrong password, an unknown name, a disabled and a passwordless person alike', async () => {
    const { users } = use().deps;
    const person = { email: null, administrator: false, displayName: 'X' };
    await users.create({ ...person, name: 'nopass', passwordHash: null });
    await users.setDisabled(use().people.ayesha.id, true);
    const answers = [];
    for (const username of [
      'tom',
      'nobody-of-this-name',
      'ayesha',
      'nopass',
      '',
      '\u0000',
      '../x',
      'x'.repeat(500),
    ])
      answers.push(await submit(newAgent(), { username, password: 'wrong wrong wrong' }));
    await users.setDisabled(use().people.ayesha.id, false);
    const [first] = answers;
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(wordsOf(answer)).toBe(wordsOf(first!));
      expect(answer.setCookies.filter((line) => line.startsWith('__Host-gatehouse='))).toEqual([]);
    }
  });

  it('a disabled person’s right password is answered like a wrong one', async () => {
    await use().deps.users.setDisabled(use().people.ayesha.id, true);
    const answer = await submit(newAgent(), { username: 'ayesha', password: passwordOf('ayesha') });
    await use().deps.users.setDisabled(use().people.ayesha.id, false);
    expect(answer.status).toBe(401);
  });

  it('spends one password’s work on a name that nobody has', async () => {
    const { hasher } = use().deps;
    const calls: string[] = [];
    const counted = (original: typeof hasher): Partial<typeof hasher> => ({
      verifyNobody: async (password) => (calls.push('nobody'), original.verifyNobody(password)),
      verify: async (hash, password) => (calls.push('somebody'), original.verify(hash, password)),
    });
    await whileReplaced(hasher, counted, async () => {
      for (const username of ['tom', 'stranger', ''])
        await submit(newAgent(), { username, password: 'wrong' });
    });
    expect(calls).toEqual(['somebody', 'nobody', 'nobody']);
  });

  it('takes names as people write them: case and spaces at the ends do not matter', async () => {
    for (const username of ['Tom', ' TOM ', 'tom'])
      expect((await submit(newAgent(), { username, password: passwordOf('tom') })).status).toBe(200);
  });

  it.each([
    `${passwordOf('tom')} `,
    ` ${passwordOf('tom')}`,
    passwordOf('tom').toUpperCase(),
    '',
    `${passwordOf('tom')}\0`,
  ])('takes the password exactly as it is: "%s" is another', async (password) => {
    expect((await submit(newAgent(), { username: 'tom', password })).status).toBe(401);
  });

  it('keeps the errand through a mistake', async () => {
    const agent = newAgent();
    const target = `${withOrigin}&return=${encodeURIComponent('/view/?manifest=x')}`;
    const wrong = await submit(agent, { username: 'tom', password: 'no' }, target);
    const form = readForm(wrong.text, target);
    expect(form.fields).toMatchObject({
      origin: viewer,
      return: '/view/?manifest=x',
      username: 'tom',
      password: '',
    });
    const right = await agent.post(form.action, { ...form.fields, ...tom });
    expect([right.status, right.headers['location']]).toEqual([303, '/view/?manifest=x']);
    expect(right.headers['cache-control']).toBe('no-store');
  });

  it('[A1-4F] never stores a page of the window', async () => {
    for (const answer of [
      await newAgent().get(withOrigin),
      await submit(newAgent(), { username: 'x', password: 'y' }),
    ])
      expect(answer.headers['cache-control']).toBe('no-store');
  });
});

describe('forged forms', () => {
  it.each([
    ['no form token', {}, {}],
    ['a made-up form token', { form_token: 'A'.repeat(43) }, {}],
    ['an empty form token', { form_token: '' }, {}],
  ])('refuses %s with 403 and no session', async (_, fields, headers) => {
    const agent = newAgent();
    await agent.get(withOrigin);
    const answer = await agent.post('/iiif-login', { ...tom, ...fields }, headers);
    expect([answer.status, agent.cookies.has('__Host-gatehouse')]).toEqual([403, false]);
  });

  it('refuses a token that was given to another browser', async () => {
    const theirs = readForm((await newAgent().get(withOrigin)).text, '');
    const mine = newAgent();
    await mine.get(withOrigin);
    expect((await mine.post('/iiif-login', { ...theirs.fields, ...tom })).status).toBe(403);
  });

  it('refuses a form without the cookie that came with it', async () => {
    const form = readForm((await newAgent().get(withOrigin)).text, '');
    expect((await newAgent().post('/iiif-login', { ...form.fields, ...tom })).status).toBe(403);
  });

  it.each<[Readonly<Record<string, string>>]>([
    [{ Origin: 'https://evil.test' }],
    [{ Origin: 'null' }],
    [{ Origin: 'https://images.test.evil.test' }],
    [{ Origin: 'http://images.test' }],
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
  ])('refuses a form that another site sent: %j', async (headers) => {
    const agent = newAgent();
    const answer = await submit(agent, tom, withOrigin, headers);
    expect([answer.status, agent.cookies.has('__Host-gatehouse')]).toEqual([403, false]);
  });

  it.each<[Readonly<Record<string, string>>]>([
    [{ Origin: 'https://images.test' }],
    [{ Origin: 'https://images.test', 'Sec-Fetch-Site': 'same-origin' }],
    [{ 'Sec-Fetch-Site': 'none' }],
  ])('takes our own: %j', async (headers) => {
    const answer = await submit(newAgent(), tom, withOrigin, headers);
    expect(answer.status).toBe(200);
  });

  it('refuses a field that comes twice, 400', async () => {
    const agent = newAgent();
    const form = readForm((await agent.get(withOrigin)).text, '');
    const twice = [...Object.entries({ ...form.fields, ...tom }), ['username', 'ines']] as [string, string][];
    expect((await agent.post(form.action, twice)).status).toBe(400);
  });

  it('refuses a form of more than 16 KiB with 413, said or not said beforehand', async () => {
    const agent = newAgent();
    const body = `username=${'x'.repeat(20_000)}`;
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    for (const headers of [type, { ...type, 'Transfer-Encoding': 'chunked' }]) {
      const answer = await agent.send('/iiif-login', { method: 'POST', headers, body });
      expect(answer.status).toBe(413);
    }
    const huge = await agent.send('/iiif-login', {
      method: 'POST',
      headers: type,
      body: 'x'.repeat(5_000_000),
    });
    expect(huge.status).toBe(413);
  });

  it.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', ''])(
    'refuses a form of type "%s", 415',
    async (type) => {
      const agent = newAgent();
      const answer = await agent.send('/iiif-login', {
        method: 'POST',
        headers: type === '' ? {} : { 'Content-Type': type },
        body: '{}',
      });
      expect(answer.status).toBe(415);
    },
  );

  it('[A1-37] credentials in the address are nothing', async () => {
    const agent = newAgent();
    await agent.get('/iiif-login?username=tom&password=correct%20horse%20tom');
    expect(agent.cookies.has('__Host-gatehouse')).toBe(false);
  });
});
