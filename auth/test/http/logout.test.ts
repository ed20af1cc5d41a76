import { describe, expect, it } from '@jest/globals';
import { cookieOf } from '../support/test-app.js';
import { readForm } from './forms.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const info = '/iiif/images/members!001.jp2/info.json';
const tile = '/iiif/images/members!001.jp2/0,0,512,512/256,/0/default.jpg';
const navigation = {
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-Site': 'cross-site',
};

describe('logout service', () => {
  it.each([
    ['a client that is no browser', {}],
    ['a top-level navigation from a viewer’s site', navigation],
  ])('[V7-10] [A1-52] [V7-11] [A1-54] signs out on GET: %s', async (_, headers) => {
    const agent = await use().signIn('tom');
    const cookie = cookieOf(agent);
    const bearer = { Authorization: `Bearer ${await use().token(agent)}` };
    expect((await use().agent().get(info, bearer)).status).toBe(200);

    const answer = await agent.get('/iiif-logout', headers);
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect(answer.text).toContain('You are signed out');
    expect(agent.cookies.has('__Host-gatehouse')).toBe(false);

    // The old cookie and token, replayed.
    expect((await use().agent().get(info, cookie)).status).toBe(401);
    expect((await use().agent().get(info, bearer)).status).toBe(401);
    expect((await use().check(tile, cookie)).status).toBe(401);
    expect((await use().agent().get('/iiif-token', cookie)).status).toBe(401);
  });

  it('[A1-54] expires the cookie with the very attributes it was set with', async () => {
    const agent = await use().signIn('tom');
    const line = (await agent.get('/iiif-logout')).setCookies.find((l) => l.startsWith('__Host-gatehouse='));
    expect(line?.toLowerCase()).toMatch(
      /^__host-gatehouse=; path=\/; expires=thu, 01 jan 1970 00:00:00 gmt; samesite=none; secure; httponly$/,
    );
  });

  it('[A1-54] does no harm when nobody is signed in, nor the second time', async () => {
    const agent = use().agent();
    expect((await agent.get('/iiif-logout')).status).toBe(200);
    expect((await agent.get('/iiif-logout')).status).toBe(200);
  });

  it('[A1-35] ends with a script that closes the window, and says so in words', async () => {
    const answer = await use().agent().get('/iiif-logout');
    expect(answer.text).toMatch(/<script nonce="[\w-]+">\s*window\.close\(\);\s*<\/script>/);
    expect(answer.text).toContain('You can close this window');
  });

  it.each([
    ['an image', { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }],
    ['a frame', { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }],
    ['a script’s fetch', { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }],
    ['a prefetch without destination', { 'Sec-Fetch-Mode': 'navigate' }],
    ['an embed', { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'embed' }],
  ])('asks first where the request is no top-level navigation: %s', async (_, headers) => {
    const agent = await use().signIn('tom');
    const answer = await agent.get('/iiif-logout', headers);
    expect(answer.status).toBe(200);
    expect((await agent.get(info)).status).toBe(200);

    const form = readForm(answer.text, '/iiif-logout');
    expect((await agent.post(form.action, form.fields)).text).toContain('You are signed out');
    expect((await agent.get(info)).status).toBe(401);
  });

  it('[R10] a form of another site signs nobody out', async () => {
    const agent = await use().signIn('tom');
    await agent.post(
      '/iiif-logout',
      {},
      { Origin: 'https://evil.test', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
    );
    expect((await agent.get(info)).status).toBe(200);
  });

  it('HEAD signs nobody out', async () => {
    const agent = await use().signIn('tom');
    expect((await agent.send('/iiif-logout', { method: 'HEAD' })).status).toBe(200);
    expect((await agent.get(info)).status).toBe(200);
  });

  it('[A1-52] ends every token of the session, of all viewers', async () => {
    const agent = await use().signIn('tom');
    const tokens = [await use().token(agent), await use().token(agent)];
    await agent.get('/iiif-logout');
    for (const token of tokens)
      expect(
        (
          await use()
            .agent()
            .get(info, { Authorization: `Bearer ${token}` })
        ).status,
      ).toBe(401);
  });

  it('leaves the same person’s other browser signed in', async () => {
    const [here, there] = [await use().signIn('tom'), await use().signIn('tom')];
    await here.get('/iiif-logout');
    expect((await there.get(info)).status).toBe(200);
  });
});
