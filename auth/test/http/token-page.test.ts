import { describe, expect, it } from '@jest/globals';
import { createAgent, type Answer } from './agent.js';
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

let clients = 0;
/** A client that nobody has met, so that its first refusal is posted at once. */
function stranger(): ReturnType<typeof createAgent> {
  clients += 1;
  return createAgent(use().publicPort, `198.51.100.${clients}`);
}

describe('token service: page', () => {
  it('[V7-05] [A1-43] [A1-45] [A1-46] posts the token to exactly the origin that asked, with its messageId', async () => {
    const answer = await (await use().signIn('tom')).get(query({ messageId: 'm-1', origin: viewer }));
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(posted(answer)).toEqual({
      message: { accessToken: expect.stringMatching(/^[\w-]{43}$/), expiresIn: 3600, messageId: 'm-1' },
      targetOrigin: viewer,
      delay: 0,
    });
  });

  it('[A1-44] reads the parameters in either order, raw or encoded', async () => {
    const agent = await use().signIn('tom');
    for (const target of [
      `/iiif-token?origin=${viewer}&messageId=${publicUrl}/iiif-token`,
      `/iiif-token?messageId=${encodeURIComponent(`${publicUrl}/iiif-token`)}&origin=${encodeURIComponent(`${viewer}/`)}`,
    ]) {
      const { message, targetOrigin } = posted(await agent.get(target)) ?? {};
      expect([message.messageId, targetOrigin]).toEqual([`${publicUrl}/iiif-token`, viewer]);
    }
  });

  it('[A1-43] the presence of messageId decides, not its value', async () => {
    const answer = await (await use().signIn('tom')).get(query({ messageId: '', origin: viewer }));
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(posted(answer)?.message.messageId).toBe('');
  });

  it('[A1-47] [A1-49] posts every refusal with status 200', async () => {
    const tom = await use().signIn('tom');
    const cases = [
      [stranger(), query({ messageId: '1', origin: viewer }), 'missingCredentials'],
      [tom, query({ messageId: '1', origin: 'https://other.test' }), 'invalidOrigin'],
      [tom, `/iiif-token?messageId=1&messageId=2&origin=${viewer}`, 'invalidRequest'],
    ] as const;
    for (const [agent, target, error] of cases) {
      const answer = await agent.get(target);
      expect([answer.status, posted(answer)?.message]).toEqual([
        200,
        { error, description: expect.any(String), messageId: '1' },
      ]);
    }
    const unknown = await stranger().get(query({ messageId: '1', origin: viewer }), {
      Cookie: `__Host-gatehouse=${'A'.repeat(43)}`,
    });
    expect([unknown.status, posted(unknown)?.message.error]).toEqual([200, 'invalidCredentials']);
  });

  it('tells first that the cookie is missing, then that the origin is wrong (contract 3)', async () => {
    const answer = await stranger().get(query({ messageId: '1', origin: 'https://other.test' }));
    expect(posted(answer)?.message.error).toBe('missingCredentials');
  });

  it('[A1-48] posts nothing where messageId comes without a usable origin', async () => {
    const agent = await use().signIn('tom');
    for (const target of [
      '/iiif-token?messageId=1',
      '/iiif-token?messageId=1&origin=*',
      '/iiif-token?messageId=1&origin=null',
    ]) {
      const answer = await agent.get(target);
      expect([answer.status, posted(answer)]).toEqual([200, null]);
      expect(answer.text).toContain('could not be understood');
      expect(answer.text).not.toContain('accessToken');
    }
  });

  it('says in plain words that the browser holds the cookie back, where the browser tells so', async () => {
    const answer = await stranger().get(query({ messageId: '1', origin: viewer }), {
      'Sec-Fetch-Storage-Access': 'none',
    });
    expect(posted(answer)?.message.description).toMatch(/holds back the cookies of images\.test .*\/view\//);
  });

  it('[A1-4E] [A1-4F] may be framed by anyone and is stored by nobody', async () => {
    const { headers } = await (await use().signIn('tom')).get(query({ messageId: '1', origin: viewer }));
    expect(headers).not.toHaveProperty('x-frame-options');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; base-uri 'none'; script-src 'nonce-[\w-]{43}'$/,
    );
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('cross-origin-opener-policy');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('[A1-4H] answers by itself, without any redirect', async () => {
    for (const agent of [await use().signIn('tom'), stranger()])
      expect((await agent.get(query({ messageId: '1', origin: viewer }))).status).toBe(200);
  });

  it('[V7-06] slows a viewer that asks again and again after a refusal, but not the page itself', async () => {
    const agent = stranger();
    const ask = async (): Promise<number | undefined> =>
      posted(await agent.get(query({ messageId: '7', origin: viewer })))?.delay;
    expect([await ask(), await ask(), await ask()]).toEqual([0, 3_000, 3_000]);
    await use().signIn('tom', viewer, agent);
    expect(await ask()).toBe(0);
  });
});
