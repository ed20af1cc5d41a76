import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { atlas, hardNames, map } from '../fixtures/collection.js';
import { ask } from '../support/http-client.js';
import { type AuthService, assertOpenToScripts, base, infoOf, infoPath, tilePath } from '../support/iiif.js';
import { agreement, decodeJpeg } from '../support/pixels.js';
import { archive, viewerOrigins } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';

/** Identifiers, redirects, CORS, caching: what holds for anybody, signed in or not. */
describe('Addresses and headers', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let open: string;
  let closed: string;
  const origin = { origin: viewerOrigins.otherSite };

  before(async () => {
    ({ stack, release } = await useStack());
    open = await stack.idOf(map.path);
    closed = await stack.idOf(atlas.path);
  });
  after(() => release());

  it('[A1-16] serves an open image without services, storable by anyone', async () => {
    const info = await ask(infoPath(open), { headers: origin });
    assert.equal(info.status, 200);
    assert.deepEqual([infoOf(info).width, infoOf(info).height], [map.width, map.height]);
    assert.equal(infoOf(info).service, undefined);
    assertOpenToScripts(info, 'open info.json');
    const tile = await ask(tilePath(open, [512, 256, 512, 512], 256), { headers: origin });
    assert.equal(tile.status, 200);
    assert.match(tile.header('cache-control'), /^public, max-age=\d{1,3}$/);
    assert.equal(tile.header('access-control-allow-origin'), '*');
    assert.notEqual(tile.header('etag'), '');
    assert.ok(agreement(decodeJpeg(tile.body), map.painting, [512, 256, 512, 512]) > 0.97);
  });

  it('serves exactly what its info.json claims: every size and scale factor', async () => {
    const info = infoOf(await ask(infoPath(open)));
    for (const { width, height } of info.sizes ?? []) {
      const answer = await ask(`${base(open)}/full/${width},/0/default.jpg`);
      assert.equal(answer.status, 200, `${width} wide`);
      const pixels = decodeJpeg(answer.body);
      assert.deepEqual([pixels.width, pixels.height], [width, height]);
    }
    for (const { width, scaleFactors } of info.tiles ?? []) {
      for (const factor of scaleFactors) {
        const edge = Math.min(width * factor, map.width, map.height);
        const asked = Math.ceil(edge / factor);
        const answer = await ask(tilePath(open, [0, 0, edge, edge], asked));
        assert.equal(answer.status, 200, `scale factor ${factor}`);
        assert.equal(decodeJpeg(answer.body).width, asked);
      }
    }
  });

  it('[A1-6C] sends the base URI on to info.json with 303, readable from any site', async () => {
    for (const id of [open, closed]) {
      const answer = await ask(base(id), { headers: origin });
      assert.equal(answer.status, 303);
      assert.ok([infoPath(id), archive.origin + infoPath(id)].includes(answer.header('location')));
      assert.equal(answer.header('access-control-allow-origin'), '*');
    }
  });

  it('[V7-02] [A1-67] understands "!", "/" and "%2F" and names the base URI that was asked for, byte for byte', async () => {
    for (const separator of ['!', '/', '%2F']) {
      const id = closed.replaceAll('!', separator);
      const answer = await ask(infoPath(id));
      assert.equal(answer.status, 401, separator);
      assert.equal(infoOf(answer)['@id'], archive.origin + base(id));
    }
  });

  for (const name of hardNames) {
    it(`serves a file named ${JSON.stringify(name)}`, async () => {
      const id = await stack.idOf(`hard/${name}`);
      assert.match(id, /^[A-Za-z0-9\-._~!$&'()*+,;=:@%]+$/, 'a published identifier is one path segment');
      const info = await ask(infoPath(id));
      assert.equal(info.status, 200, id);
      assert.equal(infoOf(info)['@id'], archive.origin + base(id));
      const whole = await ask(`${base(id)}/full/450,/0/default.jpg`);
      assert.equal(whole.status, 200, id);
      assert.ok(agreement(decodeJpeg(whole.body), 'blue', [0, 0, 900, 700]) > 0.9);
    });
  }

  it('[A1-80] answers 404 and 400 as JSON that any site may read', async () => {
    const cases = [
      [infoPath('open!nothing-here.jp2'), 404],
      [infoPath('open!!a.jp2'), 400],
      [infoPath('open!%2e%2e!a.jp2'), 400],
      [`${base(open)}/0,0,0,0/256,/0/default.jpg`, 400],
      [`${base(open)}/full/256,/0/default.exe`, 400],
    ] as const;
    for (const [path, status] of cases) {
      const answer = await ask(path, { headers: origin });
      assert.equal(answer.status, status, path);
      assertOpenToScripts(answer, path);
      assert.match(answer.header('content-type'), /json/, path);
      answer.json();
    }
  });

  it('[V7-03] [A1-81] answers preflights without asking who it is', async () => {
    const paths = [
      infoPath(open),
      infoPath(closed),
      base(closed),
      tilePath(closed, [0, 0, 512, 512], 512),
      '/iiif/manifests/closed',
      infoPath('no!such.jp2'),
    ];
    for (const path of paths) {
      const answer = await ask(path, {
        method: 'OPTIONS',
        headers: {
          ...origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      });
      assert.ok(answer.status === 204 || answer.status === 200, `${path}: ${answer.status}`);
      assert.equal(answer.header('access-control-allow-origin'), '*', path);
      assert.match(answer.header('access-control-allow-methods'), /\bGET\b/, path);
      assert.match(answer.header('access-control-allow-headers'), /\bauthorization\b/i, path);
      assert.equal(answer.body.length, 0, path);
    }
  });

  it('answers HEAD as GET, without a body', async () => {
    for (const path of [
      infoPath(open),
      infoPath(closed),
      tilePath(open, [0, 0, 512, 512], 256),
      tilePath(closed, [0, 0, 512, 512], 256),
      base(open),
    ]) {
      const [head, get] = [await ask(path, { method: 'HEAD' }), await ask(path)];
      assert.equal(head.status, get.status, path);
      assert.equal(head.body.length, 0, path);
      for (const name of ['content-type', 'cache-control', 'access-control-allow-origin']) {
        assert.equal(head.header(name), get.header(name), `${name} of ${path}`);
      }
    }
  });

  it('makes a manifest of a closed folder that a viewer can sign in from', async () => {
    const answer = await ask('/iiif/manifests/closed', { headers: origin });
    assert.equal(answer.status, 200);
    assertOpenToScripts(answer, 'manifest');
    const manifest = answer.json() as ManifestOutline;
    assert.equal(manifest.id, `${archive.origin}/iiif/manifests/closed`);
    const bodies = manifest.items.map((canvas) => canvas.items[0]?.items[0]?.body);
    assert.deepEqual(
      manifest.items.map(({ width, height }) => [width, height]),
      [
        [6000, 8000],
        [1500, 2000],
      ],
    );
    for (const body of bodies) {
      const services = body?.service ?? [];
      const isImageService = (service: AuthService): boolean => typeOf(service).startsWith('ImageService');
      assert.equal(services.filter(isImageService).length, 1, 'one image service per body');
      // Mirador looks into the profile of each, and crashes on one without.
      for (const service of services) assert.equal(typeof service.profile, 'string');
    }
    for (const { label } of manifest.items)
      assert.doesNotMatch(JSON.stringify(label), /atlas|letter/, 'neutral labels');
  });

  it('answers 421 with the right address for another host name', async () => {
    const answer = await ask(infoPath(open), { headers: { host: 'evil.test' } });
    assert.equal(answer.status, 421);
    assert.match(answer.text(), new RegExp(archive.origin.replaceAll('.', '\\.')));
    assert.doesNotMatch(answer.text(), /evil/);
  });

  it('keeps the check, the metrics and the inner ports unreachable', async () => {
    for (const path of [
      '/query_auth',
      '/query_auth/',
      '/_query_auth',
      '/metrics',
      '/readyz',
      '/image/2/images/x',
      '/facts/images/x',
    ]) {
      const answer = await ask(path, { headers: { 'x-original-uri': infoPath(open) } });
      assert.ok([400, 401, 403, 404].includes(answer.status), `${path}: ${answer.status}`);
      assert.equal(answer.header('x-gate-image'), '', path);
    }
  });
});

const typeOf = (service: AuthService): string => service.type ?? service['@type'] ?? '';

interface ManifestOutline {
  readonly id: string;
  readonly items: readonly {
    readonly label?: unknown;
    readonly width: number;
    readonly height: number;
    readonly items: readonly {
      readonly items: readonly { readonly body: { readonly service?: readonly AuthService[] } }[];
    }[];
  }[];
}
