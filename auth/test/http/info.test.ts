import { describe, expect, it } from '@jest/globals';
import { publicUrl } from '../support/test-app.js';
import { auth1Services } from './documents.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const closed = '/iiif/images/members!001.jp2';
const open = '/iiif/images/open!001.jp2';
const tiered = '/iiif/images/preview!001.jp2';

async function bearer(): Promise<{ readonly Authorization: string }> {
  const agent = await use().signIn('tom');
  return { Authorization: `Bearer ${await use().token(agent)}` };
}

describe('info.json: statuses of Authentication 1.0', () => {
  it('[A1-61] answers 401 to somebody without access, with the whole document and its services', async () => {
    const answer = await use().agent().get(`${closed}/info.json`);
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ '@id': publicUrl + closed, width: 6000 });
    expect(auth1Services(answer.json)).toHaveLength(1);
  });

  it('[A1-69] [A1-60] leaves nothing out of the refused document: true width, height, tiles, sizes', async () => {
    const refused = (await use().agent().get(`${closed}/info.json`)).json;
    const allowed = (await (await use().signIn('tom')).get(`${closed}/info.json`)).json;
    expect(Object.keys(refused)).toEqual(expect.arrayContaining(Object.keys(allowed)));
    for (const key of ['@context', '@id', 'protocol', 'width', 'height', 'profile', 'tiles', 'sizes', 'service'])
      expect(refused[key]).toEqual(allowed[key]);
    expect([refused.width, refused.height]).toEqual([6000, 4000]);
  });

  it('[A1-62] [A1-07] answers 200 with a token, just when the check lets the cookie behind it through', async () => {
    const agent = await use().signIn('tom');
    const headers = { Authorization: `Bearer ${await use().token(agent)}` };
    for (const folder of ['open', 'members', 'staff', 'tom', 'shut', 'sealed', 'reading-room']) {
      const described = await use().agent().get(`/iiif/images/${folder}!001.jp2/info.json`, headers);
      const cookie = agent.cookies.get('__Host-gatehouse') ?? '';
      const check = await use().check(`/iiif/images/${folder}!001.jp2/full/max/0/default.jpg`, {
        Cookie: `__Host-gatehouse=${cookie}`,
      });
      expect([folder, described.status === 200]).toEqual([folder, check.status === 200]);
    }
  });

  it('[A1-16] offers the same services in the 200 document, for signing out and renewing', async () => {
    const refused = await use().agent().get(`${closed}/info.json`);
    const allowed = await use().agent().get(`${closed}/info.json`, await bearer());
    expect(allowed.status).toBe(200);
    expect(allowed.json.service).toEqual(refused.json.service);
    expect(auth1Services(allowed.json)).toHaveLength(1);
  });

  it('[A1-16] offers no service on an image that anyone may see, signed in or not', async () => {
    expect((await use().agent().get(`${open}/info.json`)).json).not.toHaveProperty('service');
    expect((await (await use().signIn('tom')).get(`${open}/info.json`)).json).not.toHaveProperty('service');
  });

  it('[A1-65] [A1-68] sends somebody who may see less to the tier with 302, and only there', async () => {
    const answer = await use().agent().get(`${tiered}/info.json`);
    expect(answer.status).toBe(302);
    expect(answer.headers['location']).toBe(`${publicUrl}/iiif/tiers/preview/images/preview!001.jp2/info.json`);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('[A1-67] [A1-68] [A1-63] [A1-06] the tier has an id, sizes and services of its own, and is 200 by itself', async () => {
    const answer = await use().agent().get('/iiif/tiers/preview/images/preview!001.jp2/info.json');
    expect(answer.status).toBe(200);
    expect(answer.json['@id']).toBe(`${publicUrl}/iiif/tiers/preview/images/preview!001.jp2`);
    expect(answer.json).toMatchObject({ width: 400, height: 267 });
    expect(auth1Services(answer.json)).toMatchObject([{ '@id': `${publicUrl}/iiif-login` }]);
    expect(answer.json.sizes.every((size: { width: number }) => size.width <= 400)).toBe(true);
  });

  it('[A1-64] gives somebody who may see everything the image itself under the address that was asked for', async () => {
    const answer = await (await use().signIn('marek')).get(`${tiered}/info.json`);
    expect([answer.status, answer.json['@id'], answer.json.width]).toEqual([200, publicUrl + tiered, 6000]);
  });

  it('[A1-66] answers 401 at the lowest tier to somebody who may not even see that', async () => {
    const answer = await use().agent().get('/iiif/tiers/preview/images/members!001.jp2/info.json');
    expect(answer.status).toBe(401);
    expect(answer.json['@id']).toBe(`${publicUrl}/iiif/tiers/preview/images/members!001.jp2`);
  });

  it('says 302 and no services where somebody sees less and nothing could help', async () => {
    const answer = await use().agent().get('/iiif/images/small!001.jp2/info.json');
    expect(answer.headers['location']).toBe(`${publicUrl}/iiif/tiers/preview/images/small!001.jp2/info.json`);
    const tier = await use().agent().get('/iiif/tiers/preview/images/small!001.jp2/info.json');
    expect(tier.status).toBe(200);
    expect(tier.json).not.toHaveProperty('service');
  });

  it('[A1-6D] answers 401 with the reason, never 403, where nothing could help', async () => {
    const answer = await use().agent().get('/iiif/images/sealed!001.jp2/info.json');
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ attribution: 'Closed until 2031', width: 6000 });
    expect(answer.json).not.toHaveProperty('service');
  });

  it('[A1-6D] answers 401 to somebody signed in whose account does not open it, and names the account', async () => {
    const answer = await (await use().signIn('marek')).get('/iiif/images/staff!001.jp2/info.json');
    expect(answer.status).toBe(401);
    const [login, ...more] = auth1Services(answer.json);
    expect(more).toEqual([]);
    expect(login.header).toBe('Signed in as marek');
    expect(login.description).toContain('Another account may');
  });

  it('[A1-6D] answers 404 for what is not in the index, and queues a scan of its folder', async () => {
    const answer = await use().agent().get('/iiif/images/open!new!999.jp2/info.json');
    expect([answer.status, answer.json.error]).toEqual([404, 'unknown_image']);
    expect(use().scansAsked).toContain('open/new');
  });

  it('answers 400 for an identifier that is not canonical', async () => {
    for (const identifier of ['open!%30%301.jp2', 'open!..!x.jp2', 'open!!001.jp2', '%FF.jp2'])
      expect((await use().agent().get(`/iiif/images/${identifier}/info.json`)).status).toBe(400);
  });

  it('answers 200 for Image API 3.0 whoever asks, and 404 and 400 as ever', async () => {
    const statuses = ['members!001.jp2', 'staff!001.jp2', 'sealed!001.jp2', 'preview!001.jp2', 'open!no.jp2', 'open!!1']
      .map(async (id) => (await use().agent().get(`/iiif/3/images/${id}/info.json`)).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200, 404, 400]);
  });
});

describe('info.json: ids', () => {
  const spellings = [
    '/iiif/images/members!001.jp2',
    '/iiif/images/members/001.jp2',
    '/iiif/images/members%2F001.jp2',
    '/iiif/images/members%2f001.jp2',
    '/iiif/images/members!Z%C3%BCrich%20%231%3Bv%3F.jp2',
    '/iiif/images/members!Z%c3%bcrich%20%231;v%3F.jp2',
    '/iiif/images/members!with%21mark.jp2',
    '/iiif/images/open!a%2Bb%20%26%20100%25.tif',
    '/iiif/images/open!a+b%20&%20100%25.tif',
    '/iiif/3/images/members!with%21mark.jp2',
  ];

  it.each(spellings)('[A1-67] repeats the base URI byte for byte: %s', async (base) => {
    const answer = await (await use().signIn('tom')).get(`${base}/info.json`);
    expect(answer.status).toBe(200);
    expect(answer.json['@id'] ?? answer.json.id).toBe(publicUrl + base);
  });

  it('[A1-67] the id has no query, and Host and forwarding headers change nothing', async () => {
    const answer = await use().agent().get(`${open}/info.json?x=1`, {
      Host: 'evil.test',
      'X-Forwarded-Host': 'evil.test',
      'X-Forwarded-Proto': 'http',
      Forwarded: 'host=evil.test',
    });
    expect(answer.json['@id']).toBe(publicUrl + open);
    expect(answer.text).not.toContain('evil');
  });
});

describe('info.json: form', () => {
  const image3 = 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"';
  const types: readonly (readonly [string, string, string])[] = [
    [open, '', 'application/json'],
    [open, '*/*', 'application/json'],
    [open, 'application/json', 'application/json'],
    [open, 'application/ld+json', 'application/ld+json'],
    [open, 'text/html,application/xhtml+xml', 'application/json'],
    [closed, '', 'application/json'],
    [closed, 'application/ld+json', 'application/ld+json'],
    ['/iiif/3/images/open!001.jp2', '', image3],
    ['/iiif/3/images/open!001.jp2', 'application/json', 'application/json'],
    ['/iiif/3/images/open!001.jp2', 'application/ld+json', image3],
  ];

  it.each(types)('[A1-87] sends %s asked with Accept "%s" as %s', async (base, accept, type) => {
    const answer = await use().agent().get(`${base}/info.json`, accept === '' ? {} : { Accept: accept });
    expect(answer.headers['content-type']).toBe(type);
  });

  it('[A1-87] names the JSON-LD context in a Link header where the type is plain JSON (Image API 2.1 §5)', async () => {
    const answer = await use().agent().get(`${open}/info.json`);
    expect(answer.headers['link']).toBe(
      '<http://iiif.io/api/image/2/context.json>;rel="http://www.w3.org/ns/json-ld#context";type="application/ld+json"',
    );
    const linked = await use().agent().get(`${open}/info.json`, { Accept: 'application/ld+json' });
    expect(linked.headers).not.toHaveProperty('link');
  });

  it('[A1-6F] every 401 names the Bearer scheme and no other', async () => {
    const answer = await use().agent().get(`${closed}/info.json`);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="Example Archive"');
    expect((await use().agent().get(`${open}/info.json`)).headers).not.toHaveProperty('www-authenticate');
  });

  it('[A1-6B] says nothing in the refused document but what a viewer needs', async () => {
    const answer = await use().agent().get('/iiif/images/staff!001.jp2/info.json');
    const known = ['@context', '@id', 'protocol', 'width', 'height', 'sizes', 'tiles', 'profile', 'service'];
    expect(Object.keys(answer.json).sort()).toEqual([...known].sort());
    expect(answer.text).not.toContain('group');
    expect(answer.text).not.toContain('tom');
  });

  it('[A1-6C] the base URI answers 303 to info.json with CORS, before any decision', async () => {
    for (const base of [open, closed, tiered, '/iiif/images/secret!001.jp2', '/iiif/images/no!such.jp2']) {
      const answer = await use().agent().get(base);
      expect([answer.status, answer.headers['location']]).toEqual([303, `${publicUrl}${base}/info.json`]);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
  });

  it('answers HEAD like GET, without a body', async () => {
    for (const target of [`${open}/info.json`, `${closed}/info.json`, `${tiered}/info.json`, open]) {
      const got = await use().agent().get(target);
      const headed = await use().agent().send(target, { method: 'HEAD' });
      expect(headed.text).toBe('');
      expect(headed.status).toBe(got.status);
      const { date: _a, connection: _b, ...headers } = got.headers;
      expect(headed.headers).toMatchObject(headers);
    }
  });

  it('refuses methods other than GET and HEAD below /iiif/ with 405', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await use().agent().send(`${open}/info.json`, { method });
      expect([method, answer.status, answer.headers['allow']]).toEqual([method, 405, 'GET, HEAD, OPTIONS']);
    }
  });

  it('answers 304 to somebody who has the open document already, and keeps its headers', async () => {
    const first = await use().agent().get(`${open}/info.json`);
    const again = await use().agent().get(`${open}/info.json`, { 'If-None-Match': first.headers['etag'] ?? '' });
    expect([again.status, again.text]).toEqual([304, '']);
    expect(again.headers['access-control-allow-origin']).toBe('*');
    expect(again.headers['cache-control']).toBe(first.headers['cache-control']);
  });

  it('never answers 304 with a restricted document', async () => {
    const agent = await use().signIn('tom');
    const answer = await agent.get(`${closed}/info.json`, { 'If-None-Match': '*' });
    expect([answer.status, answer.headers['etag']]).toEqual([200, undefined]);
  });
});

describe('info.json: credentials', () => {
  const nonsense = ['undefined', 'null', '', 'x', 'A'.repeat(43), 'A'.repeat(44), '"', 'a b', '%00', 'é'.repeat(20)];

  it.each(nonsense)('[A1-4B] takes the token "%s" for none', async (token) => {
    const headers = { Authorization: `Bearer ${encodeURI(token)}` };
    expect((await use().agent().get(`${closed}/info.json`, headers)).status).toBe(401);
    expect((await use().agent().get(`${open}/info.json`, headers)).status).toBe(200);
    expect((await use().agent().get(`${tiered}/info.json`, headers)).status).toBe(302);
  });

  it.each(['Basic dG9tOng=', 'Digest x', 'Bearer', 'bearer', 'Negotiate', 'Token x'])(
    '[A1-4B] takes "Authorization: %s" for none',
    async (authorization) => {
      const answer = await use().agent().get(`${closed}/info.json`, { Authorization: authorization });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer /);
    },
  );

  it('[A1-6E] a bad token never hides a good cookie', async () => {
    const agent = await use().signIn('tom');
    for (const token of nonsense) {
      const answer = await agent.get(`${closed}/info.json`, { Authorization: `Bearer ${encodeURI(token)}` });
      expect(answer.status).toBe(200);
    }
  });

  it('[A1-6E] a good token counts before the cookie of somebody else', async () => {
    const token = await use().token(await use().signIn('tom'));
    const marek = await use().signIn('marek');
    const staff = '/iiif/images/staff!001.jp2/info.json';
    expect((await marek.get(staff)).status).toBe(401);
    expect((await marek.get(staff, { Authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it('[A1-4B] an expired token is none, to the second', async () => {
    const headers = await bearer();
    use().advance(3_599);
    expect((await use().agent().get(`${closed}/info.json`, headers)).status).toBe(200);
    use().advance(1);
    expect((await use().agent().get(`${closed}/info.json`, headers)).status).toBe(401);
  });

  it('[A1-4C] a token of another protocol is none', async () => {
    const agent = await use().signIn('tom');
    const { deps } = use();
    const session = deps.digest.sha256(agent.cookies.get('__Host-gatehouse') ?? '');
    const token = deps.newId();
    await deps.tokens.save({
      hash: deps.digest.sha256(token) as never,
      session: session as never,
      origin: null,
      protocol: 2,
      expiresAt: (use().now() + 600) as never,
    });
    const answer = await use().agent().get(`${closed}/info.json`, { Authorization: `Bearer ${token}` });
    expect(answer.status).toBe(401);
  });

  it('a disabled person’s cookie and token open nothing, at once', async () => {
    const agent = await use().signIn('ayesha');
    const headers = { Authorization: `Bearer ${await use().token(agent)}` };
    expect((await use().agent().get(`${closed}/info.json`, headers)).status).toBe(200);
    await use().deps.users.setDisabled(use().people.ayesha.id, true);
    expect((await use().agent().get(`${closed}/info.json`, headers)).status).toBe(401);
    expect((await agent.get(`${closed}/info.json`)).status).toBe(401);
    await use().deps.users.setDisabled(use().people.ayesha.id, false);
  });

  it('[A1-02] a place opens info.json by the address of this request only, and no header of the client counts', async () => {
    const room = '/iiif/images/reading-room!001.jp2/info.json';
    expect((await use().agent('192.0.2.20').get(room)).status).toBe(200);
    expect((await use().agent('2001:db8:5::9').get(room)).status).toBe(200);
    const outside = use().agent('198.51.100.7');
    for (const name of ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'X-Client-IP'])
      expect((await outside.get(room, { [name]: '192.0.2.20' })).status).toBe(401);
  });
});

describe('info.json: caching and CORS', () => {
  const targets: readonly (readonly [string, number])[] = [
    [`${open}/info.json`, 200],
    [`${closed}/info.json`, 401],
    [`${tiered}/info.json`, 302],
    [open, 303],
    ['/iiif/images/open!no.jp2/info.json', 404],
    ['/iiif/images/open!!no.jp2/info.json', 400],
    ['/iiif/nonsense', 404],
    ['/iiif/manifests/open', 200],
    ['/iiif/manifests/nothing', 404],
    ['/iiif/manifests/veiled', 401],
    ['/iiif/collections', 404],
    [`${closed}/full/max/0/default.jpg`, 401],
    ['/iiif/images/sealed!001.jp2/full/max/0/default.jpg', 403],
    [`${tiered}/full/max/0/default.jpg`, 302],
    [`${closed}/full/max/7/default.jpg`, 401],
    [`${open}/full/max/7/default.jpg`, 400],
  ];

  it.each(targets)('[A1-80] [A1-82] %s (%i) is readable by every site, without credentials', async (target, status) => {
    const answer = await use().agent().get(target, { Origin: 'https://any.test' });
    expect(answer.status).toBe(status);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    expect(answer.headers['vary']).toMatch(/\bOrigin, Cookie, Authorization\b/);
  });

  it.each(targets.filter(([, status]) => status !== 200))(
    '[A1-85] %s (%i) is stored by nobody',
    async (target, status) => {
      if (status === 303) return;
      expect((await use().agent().get(target)).headers['cache-control']).toBe('no-store');
    },
  );

  it('[A1-85] an open document is public for 300 s, a restricted one is stored by nobody', async () => {
    expect((await use().agent().get(`${open}/info.json`)).headers['cache-control']).toBe('public, max-age=300');
    const agent = await use().signIn('tom');
    expect((await agent.get(`${closed}/info.json`)).headers['cache-control']).toBe('no-store');
    expect((await agent.get(`${tiered}/info.json`)).headers['cache-control']).toBe('no-store');
  });

  it('is not public past the moment when the answer changes', async () => {
    const at = new Date((use().now() + 120) * 1000).toISOString().replace('.000Z', '+00:00');
    await use().publish(
      `version: 1\ntimezone: UTC\nfolders:\n  /open: { grants: [ { who: anyone, tier: full, until: ${at} } ] }\n`,
    );
    const before = await use().agent().get(`${open}/info.json`);
    expect(before.headers['cache-control']).toMatch(/^public, max-age=1(?:19|20)$/);
    use().advance(121);
    expect((await use().agent().get(`${open}/info.json`)).status).toBe(401);
    const { testPolicyText } = await import('../support/factories.js');
    await use().publish(testPolicyText);
  });

  it('tells only the administrator’s own viewers to load tiles with credentials', async () => {
    const own = await use().agent().get(`${open}/info.json`, { Origin: 'https://own-viewer.test' });
    expect(own.json.crossOriginPolicy).toBe('use-credentials');
    for (const origin of ['https://any.test', 'https://own-viewer.test.evil.test', 'null']) {
      const other = await use().agent().get(`${open}/info.json`, { Origin: origin });
      expect(other.json).not.toHaveProperty('crossOriginPolicy');
    }
  });
});
