import { describe, expect, it } from '@jest/globals';
import { expectGolden } from '../support/golden.js';
import { viewer } from '../support/test-app.js';
import { createAgent, type Agent, type Answer } from './agent.js';
import { auth2Context, expectLanguageMap, posted, type Json } from './auth2-documents.js';
import { replaceMethods } from '../support/replace-methods.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

function query(parameters: Readonly<Record<string, string>>, scope = 'session'): string {
  return `/iiif-auth2/token/${scope}?${new URLSearchParams(parameters).toString()}`;
}

let clients = 0;
/** A client that nobody has met, so that its first refusal is posted at once. */
function stranger(): Agent {
  clients += 1;
  return createAgent(use().publicPort, `198.51.100.${clients}`);
}

async function refusal(answer: Answer): Promise<Json> {
  expect(answer.status).toBe(200);
  const message = posted(answer)?.message;
  expect(message).toMatchObject({ '@context': auth2Context, type: 'AuthAccessTokenError2' });
  expectLanguageMap(message.heading);
  expectLanguageMap(message.note);
  return message.profile;
}

describe('access token service of 2.0', () => {
  it('[A2-26] [A2-22] [A2-23] posts context, type, messageId, token and life to exactly the origin', async () => {
    const answer = await (await use().signIn('tom')).get(query({ messageId: 'm-18', origin: viewer }));
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(posted(answer)).toEqual({
      message: {
        '@context': auth2Context,
        type: 'AuthAccessToken2',
        accessToken: expect.stringMatching(/^[\w-]{43}$/),
        expiresIn: 3_600,
        messageId: 'm-18',
      },
      targetOrigin: viewer,
      delay: 0,
    });
  });

  it('[A2-29] the token is new each time, and not the cookie', async () => {
    const agent = await use().signIn('tom');
    const tokens = [1, 2].map(async () => posted(await agent.get(query({ messageId: '1', origin: viewer }))));
    const [a, b] = (await Promise.all(tokens)).map((page) => page?.message.accessToken);
    expect(new Set([a, b, agent.cookies.get('__Host-gatehouse')]).size).toBe(3);
  });

  it('[A2-21] gives back the messageId as it came, as a string', async () => {
    const agent = await use().signIn('tom');
    for (const messageId of [
      '007',
      ' x ',
      '</script><script>alert(1)</script>',
      '🗝️\u2028',
      'x'.repeat(4_096),
    ])
      expect(posted(await agent.get(query({ messageId, origin: viewer })))?.message.messageId).toBe(
        messageId,
      );
  });

  it('[A2-2A] missingAspect without a cookie, [A2-2B] always posted', async () => {
    expect(await refusal(await stranger().get(query({ messageId: '1', origin: viewer })))).toBe(
      'missingAspect',
    );
  });

  it('[A2-2A] invalidAspect with a cookie that is no session', async () => {
    const answer = await stranger().get(query({ messageId: '1', origin: viewer }), {
      Cookie: `__Host-gatehouse=${'A'.repeat(43)}`,
    });
    expect(await refusal(answer)).toBe('invalidAspect');
  });

  it('[A2-2A] expiredAspect with a session that ran out but still stands in the table', async () => {
    const agent = await use().signIn('tom', viewer, stranger());
    const cookie = agent.cookies.get('__Host-gatehouse') ?? '';
    use().advance(2 * 3_600 + 1);
    const answer = await agent.get(query({ messageId: '1', origin: viewer }), {
      Cookie: `__Host-gatehouse=${cookie}`,
    });
    expect(await refusal(answer)).toBe('expiredAspect');
  });

  it('[A2-2A] [A2-12] [A2-24] invalidOrigin where nobody clicked for the site', async () => {
    const agent = await use().signIn('tom');
    const answer = await agent.get(query({ messageId: '1', origin: 'https://other.test' }));
    expect(await refusal(answer)).toBe('invalidOrigin');
    expect(posted(answer)?.targetOrigin).toBe('https://other.test');
  });

  it('[A2-2A] unavailable while the store is away', async () => {
    const agent = await use().signIn('tom');
    const restore = replaceMethods(use().deps.tokens, {
      save: async () => Promise.reject(new Error('away')),
    });
    const answer = await agent.get(query({ messageId: '1', origin: viewer }));
    restore();
    expect(await refusal(answer)).toBe('unavailable');
  });

  it('[A2-2B] [A2-2A] invalidRequest with an empty id where the client sends none', async () => {
    const answer = await (await use().signIn('tom')).get(query({ origin: viewer }));
    expect(await refusal(answer)).toBe('invalidRequest');
    expect(posted(answer)?.message.messageId).toBe('');
  });

  it('[A2-2B] posts nothing where there is no usable origin, and says why in the page', async () => {
    const agent = await use().signIn('tom');
    for (const origin of [{}, { origin: '*' }, { origin: 'null' }, { origin: 'javascript:alert(1)' }]) {
      const answer = await agent.get(query({ messageId: '1', ...origin }));
      expect([answer.status, posted(answer)]).toEqual([200, null]);
      expect(answer.text).not.toContain('accessToken');
    }
  });

  it('[A2-22] has no JSON form', async () => {
    const answer = await (await use().signIn('tom')).get('/iiif-auth2/token/session');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.text).not.toContain('accessToken');
  });

  it('[A2-2C] may be framed by anyone, is stored by nobody, and redirects nowhere', async () => {
    const { headers, status } = await stranger().get(query({ messageId: '1', origin: viewer }));
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('x-frame-options');
    expect(headers['content-security-policy']).not.toContain('frame-ancestors');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('cross-origin-opener-policy');
  });

  it('slows a viewer that asks again and again', async () => {
    const agent = stranger();
    const delay = async (): Promise<number | undefined> =>
      posted(await agent.get(query({ messageId: '1', origin: viewer })))?.delay;
    expect([await delay(), await delay()]).toEqual([0, 3_000]);
  });

  it('as a whole message', async () => {
    const answer = await stranger().get(query({ messageId: 'm-18', origin: viewer }));
    expectGolden('token2-missing.json', posted(answer)?.message);
  });
});
