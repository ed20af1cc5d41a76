import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { cookieOf } from '../support/test-app.js';
import type { Answer } from './agent.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

const regions = {
  tile: '0,0,512,512/256,/0/default.jpg',
  full: 'full/max/0/default.jpg',
  'full size': 'full/full/0/default.jpg',
  square: 'square/200,/0/default.jpg',
  pct: 'pct:10,10,50,50/max/0/default.jpg',
} as const;

function told(answer: Answer): readonly [number, string] {
  return [answer.status, answer.headers['x-gate-outcome'] ?? ''];
}

const gate = (answer: Answer): Record<string, string> =>
  Object.fromEntries(Object.entries(answer.headers).filter(([name]) => name.startsWith('x-gate-')));

describe('query_auth: what nginx is told', () => {
  it('names everything that an allowed image needs, exactly', async () => {
    expect(gate(await use().check('/iiif/images/open!001.jp2/full/max/0/default.jpg'))).toEqual({
      'x-gate-outcome': 'allow',
      'x-gate-image': '2/images/6000x4000/6000x4000-color/18f-2a-1/full/open!001.jp2',
      'x-gate-cache': 'public, max-age=300',
    });
    expect(gate(await use().check('/iiif/3/tiers/grey/images/grey!001.jp2/full/max/0/default.jpg'))).toEqual({
      'x-gate-outcome': 'allow',
      'x-gate-image': '3/images/6000x4000/1600x1067-gray/18f-2a-1/grey/grey!001.jp2',
      'x-gate-cache': 'public, max-age=300',
    });
  });

  it('names a restricted image private', async () => {
    const tom = cookieOf(await use().signIn('tom'));
    for (const folder of ['members', 'staff', 'preview', 'secret'])
      expect(
        gate(await use().check(`/iiif/images/${folder}!001.jp2/full/max/0/default.jpg`, tom)),
      ).toMatchObject({
        'x-gate-cache': 'private',
      });
  });

  it('writes the image so that only A-Za-z0-9-._~ stay raw, whatever spelling was asked for', async () => {
    const tom = cookieOf(await use().signIn('tom'));
    const spellings: readonly (readonly [string, string])[] = [
      ['open!a+b%20&%20100%25.tif', 'open!a%2Bb%20%26%20100%25.tif'],
      ['open/a%2Bb%20%26%20100%25.tif', 'open!a%2Bb%20%26%20100%25.tif'],
      ['members%2FZ%c3%bcrich%20%231;v%3F.jp2', 'members!Z%C3%BCrich%20%231%3Bv%3F.jp2'],
      ['members!with%21mark.jp2', 'members!with%21mark.jp2'],
    ];
    for (const [asked, canonical] of spellings) {
      const answer = await use().check(`/iiif/images/${asked}/full/max/0/default.jpg`, tom);
      expect([asked, answer.status, answer.headers['x-gate-image']?.split('/').at(-1)]).toEqual([
        asked,
        200,
        canonical,
      ]);
    }
  });

  it('says nothing but the outcome when it refuses', async () => {
    for (const uri of [
      '/iiif/images/members!001.jp2/full/max/0/default.jpg',
      '/iiif/images/sealed!001.jp2/full/max/0/default.jpg',
      '/iiif/images/no!001.jp2/full/max/0/default.jpg',
      '/iiif/images/..!001.jp2/full/max/0/default.jpg',
    ])
      expect(Object.keys(gate(await use().check(uri)))).toEqual(['x-gate-outcome']);
  });

  it('[A1-85] sets no cookie, no ETag and no date of change, which nginx would act on', async () => {
    const tom = cookieOf(await use().signIn('tom'));
    for (const uri of [
      '/iiif/images/members!001.jp2/full/max/0/default.jpg',
      '/iiif/images/no!1/full/max/0/default.jpg',
    ]) {
      const answer = await use().check(uri, {
        ...tom,
        'If-None-Match': '*',
        'If-Modified-Since': new Date().toUTCString(),
      });
      expect(answer.setCookies).toEqual([]);
      expect(
        Object.keys(answer.headers).filter((name) => /^(?:etag|last-modified|location)$/.test(name)),
      ).toEqual([]);
    }
  });

  it('caches nothing past the moment when the answer changes', async () => {
    const { testPolicyText } = await import('../support/factories.js');
    const until = new Date((use().now() + 90) * 1000).toISOString().replace('.000Z', '+00:00');
    await use().publish(
      `version: 1\ntimezone: UTC\nfolders:\n  /open: { grants: [ { who: anyone, tier: full, until: ${until} } ] }\n`,
    );
    const uri = '/iiif/images/open!001.jp2/full/max/0/default.jpg';
    const seconds = /^public, max-age=(\d+)$/.exec(
      (await use().check(uri)).headers['x-gate-cache'] ?? '',
    )?.[1];
    expect(Number(seconds)).toBeLessThanOrEqual(90);
    use().advance(90);
    expect((await use().check(uri)).status).toBe(403);
    await use().publish(testPolicyText);
  });
});

describe('query_auth: never an allow by mistake', () => {
  it('ignores Authorization for pixels: [A1-70] [A1-4C] a token opens info.json, never a tile', async () => {
    const agent = await use().signIn('tom');
    const headers = { Authorization: `Bearer ${await use().token(agent)}` };
    expect((await use().agent().get('/iiif/images/members!001.jp2/info.json', headers)).status).toBe(200);
    for (const tail of Object.values(regions))
      expect(told(await use().check(`/iiif/images/members!001.jp2/${tail}`, headers))).toEqual([
        401,
        'signin',
      ]);
    // A token in the cookie's place is no session either.
    const token = headers.Authorization.slice('Bearer '.length);
    expect(
      (
        await use().check(`/iiif/images/members!001.jp2/${regions.tile}`, {
          Cookie: `__Host-gatehouse=${token}`,
        })
      ).status,
    ).toBe(401);
  });

  it.each([
    ['the account pages’ cookie name', '__Host-gatehouse-account'],
    ['an unprefixed cookie', 'gatehouse'],
    ['a cookie of other case', '__host-gatehouse'],
    ['a look-alike', 'x__Host-gatehouse'],
  ])('takes the session id under %s for nothing', async (_, name) => {
    const agent = await use().signIn('tom');
    const cookie = agent.cookies.get('__Host-gatehouse') ?? '';
    const answer = await use().check('/iiif/images/members!001.jp2/full/max/0/default.jpg', {
      Cookie: `${name}=${cookie}`,
    });
    expect(answer.status).toBe(401);
  });

  it('answers 401 or 403 to every hostile address, though somebody is signed in', async () => {
    const corpus = readFileSync(new URL('../corpora/hostile-paths.txt', import.meta.url), 'utf8');
    const lines = corpus.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const paths = lines.map((line) => line.split(/\t/)[0] ?? '').filter((path) => !/[^\x20-\x7e]/.test(path));
    const tom = cookieOf(await use().signIn('tom'));
    let asked = 0;
    for (const path of paths)
      for (const tail of ['/info.json', '/0,0,256,256/256,/0/default.jpg', '/full/max/0/default.jpg']) {
        const identifier = path.startsWith('/') ? path : `/iiif/images/${path}`;
        const answer = await use().check(`${identifier}${tail}`, tom);
        asked += 1;
        expect([path, tail, [401, 403].includes(answer.status)]).toEqual([path, tail, true]);
      }
    expect(asked).toBeGreaterThan(600);
  }, 60_000);

  it.each([
    '',
    '/',
    '*',
    'iiif/images/open!001.jp2/full/max/0/default.jpg',
    'http://images.test/iiif/images/open!001.jp2/full/max/0/default.jpg',
    '//images.test/iiif/images/open!001.jp2/full/max/0/default.jpg',
    '/IIIF/images/open!001.jp2/full/max/0/default.jpg',
    '/iiif//images/open!001.jp2/full/max/0/default.jpg',
    '/iiif/./images/open!001.jp2/full/max/0/default.jpg',
    '/iiif/x/../images/open!001.jp2/full/max/0/default.jpg',
    '/iiif/images/open!001.jp2/full/max/0/default.jpg/',
    '/iiif/images/open!001.jp2/full/max/0/default.jpg#x',
    '/iiif/images/open!001.jp2/full/max/0/default.jpg;x',
    '/iiif/images/open!001.jp2/full/max/0/default.JPG',
    '/iiif/images/open!001.jp2/full/max/0/default.gif',
    '/iiif/images/open!001.jp2/full/max/0/default.jpg%00',
    '/iiif/images/open!001.jp2/full/max/7/default.jpg',
    '/iiif/images/open!001.jp2/9000,0,1,1/max/0/default.jpg',
    '/iiif/images/open!001.jp2/full/6001,/0/default.jpg',
    '/iiif/images/open!001.jp2/full/0,/0/default.jpg',
    '/iiif/images/open!001.jp2/%66ull/max/0/default.jpg',
    '/iiif/images/open!001.jp2/full/max/0/default.jpg, /iiif/images/open!001.jp2/full/max/0/default.jpg',
    '/account/',
    '/auth/admin/',
    '/iiif-login',
    '/query_auth',
    `/iiif/images/${'a'.repeat(5_000)}/full/max/0/default.jpg`,
  ])('refuses the address %s', async (uri) => {
    const answer = await use().check(uri);
    expect([401, 403]).toContain(answer.status);
    expect(['notfound', 'badrequest', 'document']).toContain(answer.headers['x-gate-outcome']);
  });

  it('a query changes nothing', async () => {
    const uri = '/iiif/images/members!001.jp2/full/max/0/default.jpg';
    for (const query of ['?', '?token=x', '?user=ines', '?/iiif/images/open!001.jp2/full/max/0/default.jpg'])
      expect(told(await use().check(uri + query))).toEqual([401, 'signin']);
    expect((await use().check('/iiif/images/open!001.jp2/full/max/0/default.jpg?x=1')).status).toBe(200);
  });

  it('is never 204, 2xx other than 200, or 3xx, for whatever method and headers', async () => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      for (const headers of [
        {},
        { 'X-Original-URI': '/iiif/images/members!001.jp2/full/max/0/default.jpg' },
      ]) {
        const agent = (await import('./agent.js')).createAgent(use().internalPort);
        const answer = await agent.send('/query_auth', { method, headers });
        expect([method, answer.status]).toEqual([method, 401]);
      }
  });

  it('does not look at X-Forwarded-* or the client’s own X-Gate-* headers for who is asking', async () => {
    const uri = '/iiif/images/reading-room!001.jp2/full/max/0/default.jpg';
    const spoofed = {
      'X-Forwarded-For': '192.0.2.20',
      'X-Real-IP': '192.0.2.20',
      Forwarded: 'for=192.0.2.20',
    };
    expect((await use().check(uri, spoofed)).status).toBe(401);
    for (const address of [
      '',
      'x',
      '192.0.2.20, 198.51.100.7',
      '198.51.100.7, 192.0.2.20',
      'unix:',
      '::ffff:198.51.100.7',
    ])
      expect([address, (await use().check(uri, { 'X-Gate-Client': address })).status]).toEqual([
        address,
        401,
      ]);
  });

  it('is asked on the internal listener only', async () => {
    expect((await use().agent().get('/query_auth')).status).toBe(404);
    for (const target of ['/healthz', '/readyz', '/metrics'])
      expect([target, (await use().agent().get(target)).status]).toEqual([target, 404]);
  });
});
