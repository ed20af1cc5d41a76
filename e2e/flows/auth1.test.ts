import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { atlas, teamLetter } from '../fixtures/collection.js';
import { ask } from '../support/http-client.js';
import {
  assertNotStored,
  assertOpenToScripts,
  base,
  infoOf,
  infoPath,
  loginServices,
  pathOf,
  tilePath,
} from '../support/iiif.js';
import { people } from '../support/people.js';
import { agreement, decodeJpeg } from '../support/pixels.js';
import { archive, viewerOrigins } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import { credentials, Visitor } from '../support/visitor.js';

/** The digirati reference client's sequence, request by request, over plain HTTP (spec checklist 1.10). */
describe('Auth 1.0, login pattern', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let id: string;
  const viewer = viewerOrigins.otherSite;
  const fromViewer = {
    origin: viewer,
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'cors',
    'sec-fetch-dest': 'empty',
  };
  const asImage = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
  const region = [1024, 2048, 512, 512] as const;
  const ayesha = new Visitor();
  let token = '';

  const tokenOf = async (visitor: Visitor): Promise<string> => {
    const { accessToken } = (await visitor.ask('/iiif-token')).json() as { accessToken: string };
    return accessToken;
  };
  const infoWith = (bearer: string): ReturnType<typeof ask> =>
    ask(infoPath(id), { headers: { ...fromViewer, authorization: `Bearer ${bearer}` } });

  before(async () => {
    ({ stack, release } = await useStack());
    id = await stack.idOf(atlas.path);
  });
  after(() => release());

  it('[A1-61] [A1-69] describes a closed image completely in a 401', async () => {
    const answer = await ask(infoPath(id), { headers: fromViewer });
    const info = infoOf(answer);
    assert.equal(answer.status, 401);
    assert.equal(info['@context'], 'http://iiif.io/api/image/2/context.json');
    assert.equal(info['@id'], archive.origin + base(id));
    assert.equal(info.protocol, 'http://iiif.io/api/image');
    assert.deepEqual([info.width, info.height], [atlas.width, atlas.height]);
    assert.match(String(info.profile[0]), /^http:\/\/iiif\.io\/api\/image\/2\/level[012]\.json$/);
    assert.ok((info.tiles?.length ?? 0) > 0 && (info.sizes?.length ?? 0) > 0);
    assertOpenToScripts(answer, 'info.json 401');
    assertNotStored(answer, 'info.json 401');
    assert.match(answer.header('www-authenticate'), /^Bearer\b/);
    for (const name of ['Origin', 'Cookie', 'Authorization']) {
      assert.match(answer.header('vary'), new RegExp(`\\b${name}\\b`, 'i'));
    }
  });

  it('[A1-10] [A1-20] [A1-40] [A1-51] names login, token and logout services as viewers need them', async () => {
    const { login, token: tokenService, logout } = loginServices(infoOf(await ask(infoPath(id))));
    assert.equal(login['@context'], 'http://iiif.io/api/auth/1/context.json');
    for (const text of [login.label, login.header, login.description, login.confirmLabel, logout.label]) {
      assert.equal(typeof text, 'string');
      assert.notEqual(text, '');
    }
    assert.deepEqual(Object.keys(tokenService).sort(), ['@id', 'profile']);
    assert.deepEqual(
      [login, tokenService, logout].map(pathOf).map((path) => /^\/iiif-(login|token|logout)\b/.test(path)),
      [true, true, true],
    );
  });

  it('gives every service entry a profile, since Mirador crashes on one without', async () => {
    for (const service of infoOf(await ask(infoPath(id))).service ?? [])
      assert.equal(typeof service.profile, 'string');
  });

  it('[A1-71] refuses pixels of a closed image with 401 and no body', async () => {
    const paths = [
      tilePath(id, region, 512),
      `${base(id)}/full/750,/0/default.jpg`, // a level of the pyramid
      `${base(id)}/full/256,/0/default.jpg`, // as wide as a tile
      `${base(id)}/full/max/0/default.jpg`,
    ];
    for (const path of paths) {
      const answer = await ask(path, { headers: asImage });
      assert.equal(answer.status, 401, path);
      assert.equal(answer.body.length, 0, path);
      assert.equal(answer.header('access-control-allow-origin'), '*', path);
      assertNotStored(answer, path);
    }
  });

  it('[U1] shows a page with a plain <img> at most a placeholder, which is never kept', async () => {
    const answer = await ask(`${base(id)}/full/400,/0/default.jpg`, { headers: asImage });
    assert.equal(answer.status, 401);
    assertNotStored(answer, 'placeholder');
    // A drawing with words: nothing in it is a picture or a program.
    if (answer.body.length > 0) assert.match(answer.header('content-type'), /^image\/svg\+xml/);
    assert.doesNotMatch(answer.text(), /<image|<script|href|data:/i);
  });

  it('sends a person who opens a closed picture in a tab to the sign-in page, and back', async () => {
    const marek = new Visitor();
    const page = await marek.open(tilePath(id, region, 256));
    assert.match(page.path, /^\/iiif-login\b/);
    const end = await marek.submit(page, (form) =>
      credentials(form, people.ayesha.name, people.ayesha.password),
    );
    assert.deepEqual([end.status, end.header('content-type')], [200, 'image/jpeg']);
    const elsewhere = await new Visitor().open('/iiif-login?return=https://evil.test/');
    assert.doesNotMatch(elsewhere.answer.text(), /(?:href|action|src|value|content)="(?!\?)[^"]*evil/);
  });

  it('[A1-30] [A1-31] [A1-3E] shows the sign-in form with and without origin, and keeps the opener', async () => {
    const service = pathOf(loginServices(infoOf(await ask(infoPath(id)))).login);
    for (const path of [
      service,
      `${service}?origin=${viewer}`,
      `${service}?origin=${encodeURIComponent(`${viewer}/`)}`,
    ]) {
      const { answer } = await new Visitor().open(path);
      assert.equal(answer.status, 200, path);
      assert.match(answer.header('content-type'), /^text\/html/);
      assert.match(answer.header('cross-origin-opener-policy'), /^(unsafe-none)?$/);
      assert.equal(answer.header('access-control-allow-credentials'), '');
      assertNotStored(answer, path);
    }
  });

  it('refuses a wrong password, stays on the form and signs nobody in', async () => {
    const visitor = new Visitor();
    const answer = await visitor.signIn(people.ayesha.name, 'not the password', { origin: viewer });
    assert.match(answer.text(), /<form/i);
    assert.equal((await visitor.ask('/iiif-token')).status, 401);
    assert.equal((await visitor.ask(tilePath(id, region, 512), { headers: asImage })).status, 401);
  });

  it('[A1-33] [A1-35] [A1-3D] sets the content cookie and closes the window', async () => {
    const page = await ayesha.signIn(people.ayesha.name, people.ayesha.password, { origin: viewer });
    assert.equal(page.status, 200);
    assert.match(page.header('cross-origin-opener-policy'), /^(unsafe-none)?$/);
    const crossSite = ayesha.jar
      .all()
      .filter(({ attributes }) => attributes.get('samesite')?.toLowerCase() === 'none');
    assert.equal(crossSite.length, 1, 'one cookie travels to other sites');
    const attributes = crossSite[0]?.attributes;
    assert.deepEqual(
      ['secure', 'httponly', 'partitioned', 'domain'].map((name) => attributes?.has(name)),
      [true, true, false, false],
    );
    assert.equal(attributes?.get('path'), '/');
  });

  it('[A1-42] [A1-45] [A1-3C] gives a token as JSON for the cookie alone', async () => {
    const answer = await ayesha.ask('/iiif-token');
    const body = answer.json() as { accessToken: string; expiresIn: number };
    assert.equal(answer.status, 200);
    assert.match(answer.header('content-type'), /^application\/json\b/);
    assertNotStored(answer, 'token');
    assert.ok(Number.isInteger(body.expiresIn) && body.expiresIn > 0);
    assert.equal('@context' in body, false);
    token = body.accessToken;
    for (const { value } of ayesha.jar.all())
      assert.equal(value.includes(token) || token.includes(value), false);
  });

  it('[A1-62] [A1-16] answers 200 with the same services and the same @id for the token', async () => {
    const answer = await infoWith(token);
    assert.equal(answer.status, 200);
    const info = infoOf(answer);
    assert.equal(info['@id'], archive.origin + base(id));
    assert.deepEqual(info.service, infoOf(await ask(infoPath(id))).service);
    assertOpenToScripts(answer, 'info.json 200');
    assert.match(answer.header('cache-control'), /no-store|private/);
  });

  it('[A1-70] shows the right pixels for the cookie, and private to this visitor', async () => {
    const answer = await ayesha.ask(tilePath(id, region, 512), { headers: asImage });
    assert.equal(answer.status, 200);
    assert.equal(answer.header('content-type'), 'image/jpeg');
    assert.match(answer.header('cache-control'), /^private, no-cache$/);
    const pixels = decodeJpeg(answer.body);
    assert.deepEqual([pixels.width, pixels.height], [512, 512]);
    assert.ok(agreement(pixels, atlas.painting, region) > 0.97);
    const whole = await ayesha.ask(`${base(id)}/full/400,/0/default.jpg`);
    assert.ok(agreement(decodeJpeg(whole.body), atlas.painting, [0, 0, atlas.width, atlas.height]) > 0.9);
  });

  it('answers 304 only to somebody who may see the picture', async () => {
    const path = tilePath(id, region, 512);
    const etag = (await ayesha.ask(path)).header('etag');
    assert.notEqual(etag, '');
    assert.equal((await ayesha.ask(path, { headers: { 'if-none-match': etag } })).status, 304);
    assert.equal((await ask(path, { headers: { 'if-none-match': etag } })).status, 401);
  });

  it('[A1-4C] [A1-70] never opens pixels for a token', async () => {
    const headers = { authorization: `Bearer ${token}` };
    assert.equal((await ask(tilePath(id, region, 512), { headers })).status, 401);
  });

  it('[A1-4B] [A1-6E] takes an unknown token for none, and lets it not spoil a good cookie', async () => {
    for (const bad of ['undefined', 'x'.repeat(3000), `${token}x`, '{}']) {
      assert.equal((await infoWith(bad)).status, 401);
    }
    const both = await ayesha.ask(infoPath(id), { headers: { authorization: 'Bearer undefined' } });
    assert.equal(both.status, 200);
  });

  it('[A1-6D] answers 401, with services, to somebody signed in with the wrong account', async () => {
    const team = await stack.idOf(teamLetter.path);
    const answer = await ayesha.ask(infoPath(team));
    assert.equal(answer.status, 401);
    loginServices(infoOf(answer));
    assert.equal((await ayesha.ask(tilePath(team, [0, 0, 256, 256], 256))).status, 401);
    const tom = new Visitor();
    await tom.signIn(people.tom.name, people.tom.password);
    assert.equal((await tom.ask(infoPath(team))).status, 200);
    assert.equal((await tom.ask(tilePath(team, [0, 0, 256, 256], 256))).status, 200);
  });

  it('ignores a sign-out that is no navigation of the person', async () => {
    for (const kind of ['image', 'iframe', 'empty']) {
      await ask('/iiif-logout', {
        headers: {
          ...ayesha.jar.headers(),
          'sec-fetch-dest': kind,
          'sec-fetch-mode': 'no-cors',
          'sec-fetch-site': 'cross-site',
        },
      });
    }
    assert.equal((await ayesha.ask(infoPath(id))).status, 200);
  });

  it('[A1-52] [A1-54] ends cookie, session and tokens at sign-out, also for replays', async () => {
    token = await tokenOf(ayesha);
    assert.equal((await infoWith(token)).status, 200);
    const replayed = { cookie: ayesha.jar.header() };
    const before = ayesha.jar.all().length;
    const { logout } = loginServices(infoOf(await ayesha.ask(infoPath(id))));

    const { answer } = await ayesha.open(pathOf(logout));
    assert.equal(answer.status, 200);
    assert.match(answer.header('content-type'), /^text\/html/);
    assertNotStored(answer, 'sign-out');
    assert.ok(ayesha.jar.all().length < before, 'a cookie is deleted');

    assert.equal((await infoWith(token)).status, 401);
    assert.equal((await ask(infoPath(id), { headers: replayed })).status, 401);
    assert.equal((await ask(tilePath(id, region, 512), { headers: replayed })).status, 401);
    const refused = await ask('/iiif-token', { headers: replayed });
    assert.equal(refused.status, 401);
    assert.match((refused.json() as { error: string }).error, /^(invalid|missing)Credentials$/);
    assert.equal((await ayesha.open(pathOf(logout))).answer.status, 200, 'signing out twice does no harm');
  });
});
