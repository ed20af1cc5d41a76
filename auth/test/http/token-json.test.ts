import { describe, expect, it } from '@jest/globals';
import { type Answer } from './agent.js';
import { viewer } from '../support/test-app.js';
import { runTokenPage, type Posted } from './posted-message.js';
import { useTestApp } from './use-app.js';
import { rejects, whileReplaced } from './while-replaced.js';

const use = useTestApp();

function query(parameters: Readonly<Record<string, string>>): string {
  return `/iiif-token?${new URLSearchParams(parameters).toString()}`;
}

function posted(answer: Answer): Posted | null {
  return runTokenPage(answer.text, answer.headers['content-security-policy'] ?? '');
}

describe('token service: JSON', () => {
  it('[A1-42] [A1-45] gives a token as JSON to a cookie without parameters', async () => {
    const answer = await (await use().signIn('tom')).get('/iiif-token');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/json(?:;|$)/);
    expect(answer.json).toEqual({ accessToken: expect.stringMatching(/^[\w-]{43}$/), expiresIn: 3600 });
  });

  it('[A1-3C] [A1-4D] a token is new each time, and neither the cookie nor its hash', async () => {
    const agent = await use().signIn('tom');
    const cookie = agent.cookies.get('__Host-gatehouse') ?? '';
    const tokens = [await use().token(agent), await use().token(agent)];
    const all = [...tokens, cookie, use().deps.digest.sha256(cookie)];
    expect(new Set(all).size).toBe(4);
  });

  it('[A1-45] says to live no longer than its session', async () => {
    const agent = await use().signIn('tom');
    for (let hours = 0; hours < 11; hours += 1) {
      use().advance(3_600);
      await agent.get('/iiif-token');
    }
    use().advance(3_000);
    expect((await agent.get('/iiif-token')).json.expiresIn).toBe(600);
    use().advance(600);
    expect((await agent.get('/iiif-token')).status).toBe(401);
  });

  it('[A1-3B] a session ends when nothing was heard of it for two hours, and lasts while it is used', async () => {
    const agent = await use().signIn('tom');
    for (let hours = 0; hours < 5; hours += 1) {
      use().advance(3_600);
      expect((await agent.get('/iiif-token')).status).toBe(200);
    }
    use().advance(7_201);
    expect((await agent.get('/iiif-token')).json.error).toBe('invalidCredentials');
  });

  it('[A1-48] [A1-49] refuses without a cookie: missingCredentials, 401', async () => {
    const answer = await use().agent().get('/iiif-token');
    expect([answer.status, answer.json]).toEqual([
      401,
      { error: 'missingCredentials', description: expect.stringMatching(/third-party cookies/) },
    ]);
  });

  it.each(['x', 'A'.repeat(43), '', 'undefined', '%00', 'a=b'])(
    '[A1-48] [A1-41] refuses the cookie "%s" with 401, never more',
    async (value) => {
      const answer = await use()
        .agent()
        .get('/iiif-token', { Cookie: `__Host-gatehouse=${value}` });
      expect(answer.status).toBe(401);
      expect(['missingCredentials', 'invalidCredentials']).toContain(answer.json.error);
    },
  );

  it('[A1-48] calls a cookie that is no session of ours invalidCredentials', async () => {
    const answer = await use()
      .agent()
      .get('/iiif-token', { Cookie: `__Host-gatehouse=${'A'.repeat(43)}` });
    expect(answer.json.error).toBe('invalidCredentials');
  });

  it('[A1-48] calls an unusable request invalidRequest, 400', async () => {
    const agent = await use().signIn('tom');
    const twice = [
      `/iiif-token?origin=${viewer}&origin=${viewer}`,
      '/iiif-token?origin=*',
      '/iiif-token?origin=',
    ];
    for (const target of twice) {
      const answer = await agent.get(target);
      expect([target, answer.status, answer.json.error]).toEqual([target, 400, 'invalidRequest']);
    }
  });

  it('[A1-48] calls an origin that nobody clicked for invalidOrigin, 403', async () => {
    const answer = await (await use().signIn('tom')).get(query({ origin: 'https://other.test' }));
    expect([answer.status, answer.json.error]).toEqual([403, 'invalidOrigin']);
    expect(answer.json.description).toContain('https://other.test');
  });

  it('[A1-48] answers unavailable, 503 with Retry-After, while the store is away', async () => {
    const agent = await use().signIn('tom');
    const [json, page] = await whileReplaced(
      use().deps.tokens,
      () => ({ save: rejects }),
      async () =>
        [await agent.get('/iiif-token'), await agent.get(query({ messageId: '1', origin: viewer }))] as const,
    );
    expect([json.status, json.json.error, json.headers['retry-after']]).toEqual([503, 'unavailable', '2']);
    expect([page.status, posted(page)?.message.error]).toEqual([200, 'unavailable']);
    expect(use().observed.some((line) => line.kind === 'failed')).toBe(true);
  });

  it('[A1-4I] knows no JSONP', async () => {
    const answer = await (await use().signIn('tom')).get('/iiif-token?callback=evil');
    expect(answer.text).not.toContain('evil');
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  it('[A1-84] is readable by no other site', async () => {
    const answer = await (await use().signIn('tom')).get('/iiif-token', { Origin: viewer });
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
  });
});
