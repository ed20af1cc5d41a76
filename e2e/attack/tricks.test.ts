import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { map } from '../fixtures/collection.js';
import { people } from '../support/people.js';
import { type RawAnswer, rawRequest, requestBytes } from '../support/raw-socket.js';
import { secretIn } from '../support/secret-pixels.js';
import { archive, ports } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { infoPath } from '../support/iiif.js';
import { inParallel } from '../support/in-parallel.js';
import { secretTargets } from './secret-targets.js';

const secret = 'secret!s.jp2';
const secretTile = `/iiif/images/${secret}/full/200,/0/default.jpg`;
const openTile = '/iiif/images/open!a.jp2/full/200,/0/default.jpg';
const host = `${archive.host}:${ports.https}`;
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const withLength = (body: string): Record<string, string> => ({
  ...form,
  'Content-Length': String(body.length),
});

/** Methods, headers and framing: what a client may say beside the path must change nothing. Anonymous, raw sockets. */
describe('Tricks against the assembled stack', () => {
  let stack: Stack;
  let release: () => Promise<void>;

  before(async () => {
    ({ stack, release } = await useStack());
    await stack.idOf(map.path);
  });
  after(() => release());

  function assertRefused(answer: RawAnswer, what: string): void {
    assert.equal(answer.hung, false, `${what}: hangs`);
    assert.equal(secretIn(answer), null, what);
    for (const status of answer.statuses)
      assert.ok(status < 500 || status === 501 || status === 505, `${what}: ${status}`);
  }
  const send = (target: string, options: Parameters<typeof requestBytes>[1] = {}): Promise<RawAnswer> =>
    rawRequest(requestBytes(target, options));

  it('can tell the secret picture from others, and does serve it to somebody', async () => {
    const ayesha = new Visitor();
    await ayesha.signIn(people.ayesha.name, people.ayesha.password);
    const allowed = await send(secretTile, { headers: { Cookie: ayesha.jar.header() } });
    assert.deepEqual(allowed.statuses, [200]);
    assert.notEqual(secretIn(allowed), null);
    const open = await send(openTile);
    assert.deepEqual(open.statuses, [200]);
    assert.equal(secretIn(open), null);
  });

  const inventedHeaders: readonly (readonly [string, string])[] = [
    ['X-Original-URI', openTile],
    ['X-Original-Url', openTile],
    ['X-Rewrite-Url', openTile],
    ['X-Original-Method', 'OPTIONS'],
    ['X-Forwarded-Uri', openTile],
    ['X-Forwarded-Host', 'evil.test'],
    ['X-Forwarded-Proto', 'http'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['X-Forwarded-User', 'ines'],
    ['X-Forwarded-Prefix', '/iiif/images/open!a.jp2'],
    ['X-Real-IP', '127.0.0.1'],
    ['Forwarded', 'for=127.0.0.1;host=evil.test'],
    ['X-Gate-Client', '127.0.0.1'],
    ['X_Gate_Client', '127.0.0.1'],
    ['X-Gate-Image', 'open!a.jp2'],
    ['X_Gate_Image', 'open!a.jp2'],
    ['X-Gate-Tier', 'full'],
    ['X-Gate-Api', '2'],
    ['X-Gate-Root', 'images'],
    ['X-Gate-Size', '900x700'],
    ['X-Gate-View', '900x700-color'],
    ['X-Gate-Version', 'x'],
    ['X-Gate-Cache', 'public 300'],
    ['X-Gate-Outcome', 'document'],
    ['X_Gate_Outcome', 'document'],
    ['X-IIIF-ID', 'https://evil.test/'],
    ['X-Remote-User', 'ines'],
    ['Remote-User', 'ines'],
    ['X-User', 'ines'],
    ['X-Accel-Redirect', secretTile],
    ['X-HTTP-Method-Override', 'OPTIONS'],
    ['Range', 'bytes=0-100000'],
    ['If-None-Match', '*'],
    ['If-Modified-Since', 'Fri, 01 Jan 2100 00:00:00 GMT'],
    ['Sec-Fetch-Mode', 'navigate'],
    ['Authorization', 'Basic aW5lczppbmVz'],
    ['Authorization', 'Bearer undefined'],
    ['Cookie', '=; ; a=b=c'],
    ['Upgrade', 'h2c'],
    ['Accept', 'image/jp2'],
    ['TE', 'trailers'],
    ['Expect', '100-continue'],
  ];
  for (const [name, value] of inventedHeaders) {
    it(`is not impressed by ${name}: ${value.slice(0, 40)}`, async () => {
      await inParallel(Object.values(secretTargets), 8, async (target) => {
        const answer = await send(target, { headers: { [name]: value } });
        assertRefused(answer, `${target} with ${name}`);
        assert.ok(
          answer.statuses.every(
            (status) => status !== 200 && status !== 206 && status !== 304 && status !== 101,
          ),
          `${target}: ${answer.statuses.join()}`,
        );
        assert.doesNotMatch(answer.bytes.toString('latin1'), /evil\.test/);
      });
    });
  }

  it('never lets an open tile name the secret one by header', async () => {
    for (const [name] of inventedHeaders.filter(([header]) => header.startsWith('X'))) {
      for (const value of [secret, secretTile, 'secret/s.jp2']) {
        assertRefused(await send(openTile, { headers: { [name]: value } }), `${name}: ${value}`);
      }
    }
  });

  it('answers for its own name only, and never repeats another', async () => {
    const targets = [
      requestBytes(infoPath(secret), { headers: { Host: 'evil.test' } }),
      requestBytes(secretTile, { headers: { Host: 'image-server:8080' } }),
      requestBytes(secretTile, { headers: { Host: 'auth:3001' } }),
      requestBytes(
        `http://image-server:8080/image/2/images/900x700/900x700-color/x/${secret}/full/200,/0/default.jpg`,
      ),
      requestBytes(`https://${host}${secretTile}`),
      requestBytes(`http://evil.test${secretTile}`),
      requestBytes(`//evil.test${secretTile}`),
      Buffer.from(`GET ${secretTile} HTTP/1.1\r\nConnection: close\r\n\r\n`),
      Buffer.from(
        `GET ${secretTile} HTTP/1.1\r\nHost: ${host}\r\nHost: evil.test\r\nConnection: close\r\n\r\n`,
      ),
      Buffer.from(`GET ${secretTile} HTTP/1.0\r\n\r\n`),
      Buffer.from(`GET ${secretTile}\r\n`),
    ];
    for (const bytes of targets) {
      const answer = await rawRequest(bytes);
      assertRefused(answer, bytes.toString('latin1').slice(0, 120));
      assert.doesNotMatch(answer.bytes.toString('latin1'), /"@id": ?"[^"]*evil\.test/);
    }
  });

  const methods = [
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'TRACK',
    'CONNECT',
    'PROPFIND',
    'HEAD',
    'get',
    'G\u0001ET',
    'FIF=secret/s.jp2',
  ];
  for (const method of methods) {
    it(`shows nothing for the method ${JSON.stringify(method)}, with or without a body`, async () => {
      const body = 'FIF=secret/s.jp2&WID=200&CVT=jpeg';
      await inParallel([...Object.values(secretTargets), openTile], 8, async (target) => {
        assertRefused(await send(target, { method }), `${method} ${target}`);
        assertRefused(
          await send(target, { method, headers: withLength(body), body }),
          `${method} ${target} with a body`,
        );
      });
    });
  }

  it('repeats nothing for TRACE', async () => {
    const answer = await send('/iiif/images/x', { method: 'TRACE', headers: { 'X-Token': 'canary' } });
    assert.doesNotMatch(answer.bytes.toString('latin1'), /canary/);
  });

  it('does not mind queries in iipsrv\u2019s own language', async () => {
    const commands = [
      'IIIF=secret/s.jp2/full/200,/0/default.jpg',
      'FIF=secret/s.jp2&WID=200&CVT=jpeg',
      'DeepZoom=secret/s.jp2.dzi',
      'Zoomify=secret/s.jp2/ImageProperties.xml',
      'SPECTRA=x',
      'FIF=secret/s.jp2&JTL=0,0',
    ];
    for (const command of commands) {
      for (const path of [
        '/',
        '/iiif/',
        '/iiif',
        '/fcgi-bin/iipsrv.fcgi',
        '/iipsrv',
        openTile,
        '/iiif/images/open!a.jp2/info.json',
        `/iiif/images/&${command}`,
        '/iiif/images/',
        '//iiif/images/open!a.jp2/info.json',
        '/%69iif/images/open!a.jp2/info.json',
        '/./iiif/images/open!a.jp2/info.json',
      ]) {
        assertRefused(await send(`${path}?${command}`), `${path}?${command}`);
        assertRefused(await send(`${path}&${command}`), `${path}&${command}`);
      }
    }
  });

  it('never reaches the check from outside', async () => {
    const paths = [
      '/query_auth',
      '/query_auth?x',
      '//query_auth',
      '/./query_auth',
      '/%71uery_auth',
      '/iiif/../query_auth',
      '/query%5Fauth',
      '/QUERY_AUTH',
      '/iiif/images/..%2f..%2fquery_auth',
      '/_check',
      '/internal/query_auth',
    ];
    for (const path of paths) {
      const answer = await send(path, { headers: { 'X-Original-URI': openTile } });
      assertRefused(answer, path);
      assert.doesNotMatch(answer.bytes.toString('latin1'), /X-Gate-/i, path);
    }
  });

  it('reads one request where the framing is ambiguous, and refuses or closes', async () => {
    const head = (lines: string, method = 'POST'): string =>
      `${method} ${openTile} HTTP/1.1\r\nHost: ${host}\r\n${lines}\r\n`;
    const attemptsFor = (inner: string): string[] => [
      head('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n') + `0\r\n\r\n${inner}`,
      head('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n') + `0\r\n\r\n${inner}`,
      head('Transfer-Encoding : chunked\r\n') + `0\r\n\r\n${inner}`,
      head('Transfer-Encoding: xchunked\r\n') + `0\r\n\r\n${inner}`,
      head('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n') + `0\r\n\r\n${inner}`,
      head('Content-Length: 0\r\nContent-Length: 44\r\n') + inner,
      head('Content-Length: +0\r\n') + inner,
      head('Content-Length: 0\r\n', 'GET') + inner,
      head('Content-Length: 10\r\n', 'GET') + inner,
      head('Transfer-Encoding: chunked\r\n', 'GET') + `0\r\n\r\n${inner}`,
      head('X: y\n\n') + inner,
      head(`X: y\r\n\tfolded: ${secretTile}\r\nConnection: close\r\n`, 'GET'),
      head('X-Nul: a\u0000b\r\nConnection: close\r\n', 'GET'),
    ];
    const attempts = Object.values(secretTargets).flatMap((target) =>
      attemptsFor(
        `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nX-Gate-Client: 127.0.0.1\r\nConnection: close\r\n\r\n`,
      ),
    );
    await inParallel(attempts, 8, async (bytes) => {
      const answer = await rawRequest(bytes);
      assertRefused(answer, JSON.stringify(bytes.slice(0, 160)));
      assert.ok(answer.statuses.length <= 2);
    });
  });

  it('bounds the head: very long lines and very many of them', async () => {
    const long = 'a'.repeat(70_000);
    for (const bytes of [
      requestBytes(`/iiif/images/${long}/info.json`),
      requestBytes(infoPath(secret), { headers: { Cookie: long } }),
      requestBytes(infoPath(secret), {
        headers: Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`X-${i}`, 'a'])),
      }),
      requestBytes(infoPath(`open!${'%41'.repeat(1500)}`)),
    ]) {
      assertRefused(await rawRequest(bytes), bytes.toString('latin1').slice(0, 60));
    }
  });
});
