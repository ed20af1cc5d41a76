import { describe, expect, it } from '@jest/globals';
import { publicUrl } from '../support/test-app.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const closed = '/iiif/images/members!001.jp2';
const open = '/iiif/images/open!001.jp2';
const tiered = '/iiif/images/preview!001.jp2';

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
    const answer = await use()
      .agent()
      .get(`${base}/info.json`, accept === '' ? {} : { Accept: accept });
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
    const again = await use()
      .agent()
      .get(`${open}/info.json`, { 'If-None-Match': first.headers['etag'] ?? '' });
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
    ['/iiif/files/x.pdf', 404],
    [`${closed}/full/max/0/default.jpg`, 401],
    ['/iiif/images/sealed!001.jp2/full/max/0/default.jpg', 403],
    [`${tiered}/full/max/0/default.jpg`, 302],
    [`${closed}/full/max/7/default.jpg`, 401],
    [`${open}/full/max/7/default.jpg`, 400],
  ];

  it.each(targets)(
    '[A1-80] [A1-82] %s (%i) is readable by every site, without credentials',
    async (target, status) => {
      const answer = await use().agent().get(target, { Origin: 'https://any.test' });
      expect(answer.status).toBe(status);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
      expect(answer.headers['vary']).toMatch(/\bOrigin, Cookie, Authorization\b/);
    },
  );

  it.each(targets.filter(([, status]) => status !== 200))(
    '[A1-85] %s (%i) is stored by nobody',
    async (target, status) => {
      if (status === 303) return;
      expect((await use().agent().get(target)).headers['cache-control']).toBe('no-store');
    },
  );

  it('[A1-85] an open document is public for 300 s, a restricted one is stored by nobody', async () => {
    expect((await use().agent().get(`${open}/info.json`)).headers['cache-control']).toBe(
      'public, max-age=300',
    );
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
