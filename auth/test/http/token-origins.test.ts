import { describe, expect, it } from '@jest/globals';
import { type Answer } from './agent.js';
import { readCorpus } from './corpus.js';
import { publicUrl, viewer } from '../support/test-app.js';
import { runTokenPage, type Posted } from './posted-message.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

function query(parameters: Readonly<Record<string, string>>): string {
  return `/iiif-token?${new URLSearchParams(parameters).toString()}`;
}

function posted(answer: Answer): Posted | null {
  return runTokenPage(answer.text, answer.headers['content-security-policy'] ?? '');
}

describe('token service: who gets one (contract 3)', () => {
  it('[A1-32] [A1-4A] [A1-04] only origins that somebody clicked for, our own, and the administrator’s viewers', async () => {
    const agent = await use().signIn('tom', 'https://a.test:8443');
    const errorFor = async (origin: string): Promise<string | undefined> =>
      posted(await agent.get(query({ messageId: '1', origin })))?.message.error;
    expect(await errorFor('https://a.test:8443')).toBeUndefined();
    expect(await errorFor(publicUrl)).toBeUndefined();
    expect(await errorFor('https://own-viewer.test')).toBeUndefined();
    for (const origin of [
      'https://a.test',
      'http://a.test:8443',
      'https://b.a.test:8443',
      'https://a.test:8444',
      'https://xa.test:8443',
      'https://own-viewer.test.evil.test',
      'http://own-viewer.test',
      viewer,
    ])
      expect([origin, await errorFor(origin)]).toEqual([origin, 'invalidOrigin']);
  });

  it('[A1-31] somebody who signed in by hand, without origin, has clicked for no site', async () => {
    const agent = await use().signIn('tom', null);
    expect(posted(await agent.get(query({ messageId: '1', origin: viewer })))?.message.error).toBe(
      'invalidOrigin',
    );
    expect((await agent.get('/iiif-token')).status).toBe(200);
  });

  it('[A1-46] [A1-4G] never posts to a hostile origin, whoever is signed in', async () => {
    const agent = await use().signIn('tom');
    for (const origin of readCorpus('hostile-origins.txt')) {
      const answer = await agent.get(query({ messageId: '1', origin }));
      expect([origin, answer.status, posted(answer)]).toEqual([origin, 200, null]);
      expect(answer.text).not.toContain('accessToken');
    }
  });

  it('[A1-4G] a hostile messageId does nothing in the page, and comes back as it was', async () => {
    const hostile = [
      '</script><script>window.parent.postMessage("evil","*")</script>',
      '<!--<script>',
      '--></script>',
      '";window.parent.postMessage("evil","*");//',
      "';alert(1);'",
      '\\";alert(1);//',
      '${alert(1)}`',
      '\u2028alert(1)\u2029',
      '&quot;&lt;/script&gt;',
      '<img src=x onerror=alert(1)>',
      ']]>',
      '\0\u0001\u001f',
      '\n\r\t',
      '🗝️ Zürich 日本',
      '__proto__',
      'undefined',
      `${publicUrl}/iiif-token?x=1&y=2#z`,
      'x'.repeat(4_096),
    ];
    const agent = await use().signIn('tom');
    for (const messageId of hostile) {
      const answer = await agent.get(query({ messageId, origin: viewer }));
      expect(posted(answer)?.message.messageId).toBe(messageId);
      expect(posted(answer)?.targetOrigin).toBe(viewer);
      expect(answer.text.match(/<script\b/gi)).toHaveLength(1);
      expect(answer.text.match(/<\/script/gi)).toHaveLength(1);
      expect(answer.text).not.toMatch(/<img|<!--|\u2028|\u2029/);
    }
  });

  it('[A1-4G] a messageId longer than 4096 characters is an invalid request', async () => {
    const agent = await use().signIn('tom');
    const answer = await agent.get(query({ messageId: 'x'.repeat(4_097), origin: viewer }));
    expect(posted(answer)?.message.error).toBe('invalidRequest');
  });

  it('a session that only remembers an agreement of nobody signed in gets a token; an empty one gets none', async () => {
    const { deps } = use();
    const cookies = [deps.newId(), deps.newId()] as const;
    const session = {
      kind: 'content',
      user: null,
      origins: [viewer],
      createdAt: use().now(),
      lastSeenAt: use().now(),
      address: null,
      userAgent: null,
      secondFactor: false,
    } as const;
    const terms = { terms: { version: 1, at: use().now() } };
    await deps.sessions.save({
      ...session,
      hash: deps.digest.sha256(cookies[0]),
      agreements: terms,
    } as never);
    await deps.sessions.save({ ...session, hash: deps.digest.sha256(cookies[1]), agreements: {} } as never);
    const ask = async (cookie: string): Promise<Answer> =>
      use()
        .agent()
        .get('/iiif-token', { Cookie: `__Host-gatehouse=${cookie}` });
    expect((await ask(cookies[0])).status).toBe(200);
    expect((await ask(cookies[1])).json.error).toBe('invalidCredentials');
  });

  it('the cookie of the account pages gets no token', async () => {
    const { deps } = use();
    const cookie = deps.newId();
    await deps.sessions.save({
      hash: deps.digest.sha256(cookie),
      kind: 'account',
      user: use().people.ines.id,
      origins: [],
      agreements: {},
      createdAt: use().now(),
      lastSeenAt: use().now(),
      address: null,
      userAgent: null,
      secondFactor: false,
    } as never);
    const answer = await use()
      .agent()
      .get('/iiif-token', { Cookie: `__Host-gatehouse=${cookie}` });
    expect(answer.json.error).toBe('invalidCredentials');
  });
});
