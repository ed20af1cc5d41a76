import { describe, expect, it } from '@jest/globals';
import { viewer } from '../support/test-app.js';
import { passwordOf } from '../support/people.js';
import { type Agent, type Answer, createAgent } from './agent.js';
import { readForm } from './forms.js';
import { useTestApp } from './use-app.js';
import { rejects, whileReplaced } from './while-replaced.js';

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

describe('the session', () => {
  const session = '__Host-gatehouse';

  it('gets a new id at every sign-in: an id planted beforehand is worthless', async () => {
    const agent = newAgent();
    const planted = 'P'.repeat(43);
    agent.cookies.set(session, planted);
    await submit(agent, tom);
    const first = agent.cookies.get(session);
    expect(first).not.toBe(planted);
    expect(
      (
        await use()
          .agent()
          .get(info, { Cookie: `${session}=${planted}` })
      ).status,
    ).toBe(401);
  });

  it('gets a new id even over a session that somebody else may know of, which dies', async () => {
    const agent = await use().signIn('marek', viewer, newAgent());
    const known = agent.cookies.get(session) ?? '';
    const form = readForm((await agent.get(withOrigin)).text, '');
    await agent.post('/iiif-login', { form_token: form.fields['form_token'] ?? '', ...tom });
    expect(agent.cookies.get(session)).not.toBe(known);
    expect(
      (
        await use()
          .agent()
          .get(info, { Cookie: `${session}=${known}` })
      ).status,
    ).toBe(401);
    expect((await agent.get('/iiif/images/tom!001.jp2/info.json')).status).toBe(200);
  });

  it('an older id of the same browser dies at the next sign-in', async () => {
    const agent = await use().signIn('marek', viewer, newAgent());
    const before = agent.cookies.get(session) ?? '';
    const form = readForm((await agent.get('/iiif-login?origin=https://other.test')).text, '');
    const page = await agent.post('/iiif-login', { ...form.fields, choice: 'switch' });
    expect(
      (
        await use()
          .agent()
          .get(info, { Cookie: `${session}=${before}` })
      ).status,
    ).toBe(401);
    const next = readForm(page.text, '');
    await agent.post(next.action, { ...next.fields, ...tom });
    expect(agent.cookies.get(session)).not.toBe(before);
    expect((await agent.get(info)).status).toBe(200);
  });

  it('the sites that somebody allowed are not handed on to the next person of the same browser', async () => {
    const agent = await use().signIn('marek', 'https://first.test', newAgent());
    const form = readForm((await agent.get(withOrigin)).text, '');
    // Straight over the running session, as an old tab would.
    await agent.post('/iiif-login', { form_token: form.fields['form_token'] ?? '', origin: viewer, ...tom });
    const ask = async (origin: string): Promise<number> =>
      (await agent.get(`/iiif-token?origin=${origin}`)).status;
    expect([await ask(viewer), await ask('https://first.test')]).toEqual([200, 403]);
  });

  it('agreements made before signing in are kept, those of somebody else are not', async () => {
    const { deps } = use();
    const plant = async (user: string | null): Promise<Agent> => {
      const agent = newAgent();
      const cookie = deps.newId();
      agent.cookies.set(session, cookie);
      await deps.sessions.save({
        hash: deps.digest.sha256(cookie),
        kind: 'content',
        user,
        origins: [],
        agreements: { terms: { version: 1, at: use().now() } },
        createdAt: use().now(),
        lastSeenAt: use().now(),
        address: null,
        userAgent: null,
        secondFactor: false,
      } as never);
      return agent;
    };
    const terms = '/iiif/images/terms!001.jp2/info.json';
    const anonymous = await plant(null);
    expect((await anonymous.get(terms)).status).toBe(200);
    await submit(anonymous, tom);
    expect((await anonymous.get(terms)).status).toBe(200);

    const marek = await plant(use().people.marek.id);
    const form = readForm((await marek.get(withOrigin)).text, '');
    await marek.post('/iiif-login', { form_token: form.fields['form_token'] ?? '', ...tom });
    expect((await marek.get(terms)).status).toBe(401);
  });

  it('two tabs: the second sign-in wins, both forms stay good', async () => {
    const agent = newAgent();
    const [one, two] = [await agent.get(withOrigin), await agent.get(withOrigin)].map((page) =>
      readForm(page.text, ''),
    );
    expect((await agent.post('/iiif-login', { ...one!.fields, ...tom })).status).toBe(200);
    const marek = { username: 'marek', password: passwordOf('marek') };
    expect((await agent.post('/iiif-login', { ...two!.fields, ...marek })).status).toBe(200);
    expect((await agent.get('/iiif/images/tom!001.jp2/info.json')).status).toBe(401);
    expect((await agent.get(info)).status).toBe(200);
  });

  it('ended by an administrator while a form is being filled in, it stays ended', async () => {
    const agent = await use().signIn('marek', viewer, newAgent());
    const form = readForm((await agent.get('/iiif-login?origin=https://other.test')).text, '');
    await use().deps.sessions.endAllOf(use().people.marek.id);
    await agent.post('/iiif-login', { ...form.fields, choice: 'continue' });
    expect((await agent.get(info)).status).toBe(401);
    expect((await agent.get('/iiif-token')).status).toBe(401);
  });

  it('ended in the middle of a request that changes it, it stays ended', async () => {
    const agent = await use().signIn('marek', viewer, newAgent());
    const form = readForm((await agent.get('/iiif-login?origin=https://other.test')).text, '');
    const { users, sessions } = use().deps;
    const endsMeanwhile = (original: typeof users): Partial<typeof users> => ({
      findById: async (id) => {
        await sessions.endAllOf(use().people.marek.id);
        return original.findById(id);
      },
    });
    await whileReplaced(users, endsMeanwhile, async () =>
      agent.post('/iiif-login', { ...form.fields, choice: 'continue' }),
    );
    expect((await agent.get('/iiif-token')).status).toBe(401);
    expect((await agent.get(info)).status).toBe(401);
  });

  it('lives twelve hours at most', async () => {
    const agent = await use().signIn('tom', viewer, newAgent());
    for (let minutes = 0; minutes < 12 * 60 - 30; minutes += 90) {
      use().advance(90 * 60);
      expect((await agent.get(info)).status).toBe(minutes + 90 < 720 ? 200 : 401);
    }
    use().advance(1_800);
    expect((await agent.get(info)).status).toBe(401);
    expect((await agent.get('/iiif-token')).json.error).toBe('invalidCredentials');
  });

  it('opens no account and no administration page, under either name', async () => {
    const agent = await use().signIn('ines', viewer, newAgent());
    const cookie = agent.cookies.get(session) ?? '';
    for (const name of [session, '__Host-gatehouse-account'])
      for (const target of ['/account/', '/auth/admin/']) {
        const answer = await use()
          .agent()
          .get(target, { Cookie: `${name}=${cookie}` });
        expect([answer.status, answer.headers['location']]).toEqual([303, '/account/sign-in']);
      }
  });

  it('answers 503 while the store is away, and signs nobody in or out', async () => {
    const agent = await use().signIn('tom', viewer, newAgent());
    const answers = await whileReplaced(
      use().deps.sessions,
      () => ({ find: rejects }),
      async () => [await agent.get(withOrigin), await agent.get('/iiif-logout')],
    );
    expect(answers.map((answer) => [answer.status, answer.headers['retry-after']])).toEqual([
      [503, '2'],
      [503, '2'],
    ]);
    expect((await agent.get(info)).status).toBe(200);
  });
});
