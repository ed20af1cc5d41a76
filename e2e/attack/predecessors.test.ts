import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { map } from '../fixtures/collection.js';
import { compose } from '../support/compose.js';
import { type Answer, ask } from '../support/http-client.js';
import { infoPath } from '../support/iiif.js';
import { people } from '../support/people.js';
import { decodeJpeg } from '../support/pixels.js';
import { rawRequest, requestBytes } from '../support/raw-socket.js';
import { secretIn } from '../support/secret-pixels.js';
import { archive, viewerOrigins } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import { tokenPage } from '../support/token-page.js';
import { navigationHeaders, Visitor } from '../support/visitor.js';
import { until } from '../support/wait.js';

const secret = 'secret!s.jp2';
const tile = (id: string): string => `/iiif/images/${id}/0,0,256,256/256,/0/default.jpg`;
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const viewer = viewerOrigins.otherSite;

/**
 * Every hole that is known of the systems that people come from, by its number: R1 to R13 and D1 to D12 of the survey of
 * predecessors, F2 and F3 of the survey of sign-in proxies. docs/security-tests.md lists which test shows what.
 */
describe('Holes of the predecessors', () => {
  let stack: Stack;
  let release: () => Promise<void>;

  const signedIn = async (
    person: { name: string; password: string } = people.ayesha,
    origin?: string,
  ): Promise<Visitor> => {
    const visitor = new Visitor();
    await visitor.signIn(person.name, person.password, origin === undefined ? {} : { origin });
    assert.equal((await visitor.ask(tile(secret))).status, 200, 'signed in');
    return visitor;
  };
  const tokenOf = async (visitor: Visitor, origin: string = archive.origin): Promise<string> => {
    const { accessToken } = await tokenPage(visitor, { origin });
    assert.ok(accessToken, `a token for ${origin}`);
    return accessToken;
  };
  const probeStatus = async (headers: Record<string, string>): Promise<number> => {
    const answer = await ask(`/iiif-auth2/probe/service/${secret}`, { headers });
    return (answer.json() as { status: number }).status;
  };
  /** Somebody who exists for one test only. */
  async function makeGuest(kind: string): Promise<{ name: string; password: string }> {
    const name = `${kind}-${Date.now().toString(36)}`;
    const guest = { name, password: `only-for-e2e ${name} 5uwz` };
    await stack.gatehouse(['user', 'add', name, '--password-stdin'], `${guest.password}\n`);
    return guest;
  }

  before(async () => {
    ({ stack, release } = await useStack());
    await stack.idOf(map.path);
  });
  after(() => release());

  it('[R1] a viewer’s token opens no pixels, only descriptions', async () => {
    const visitor = await signedIn();
    const token = await tokenOf(visitor);
    const { accessToken } = (await visitor.ask('/iiif-token')).json() as { accessToken: string };
    assert.equal((await ask(infoPath(secret), { headers: bearer(accessToken) })).status, 200);
    assert.equal(await probeStatus(bearer(token)), 200);
    for (const path of [
      tile(secret),
      `/iiif/images/${secret}/full/max/0/default.jpg`,
      `/iiif/files/${secret}`,
    ]) {
      for (const headers of [bearer(token), bearer(accessToken), { cookie: `__Host-gatehouse=${token}` }])
        assert.equal((await ask(path, { headers })).status, 401, path);
      assert.equal((await ask(`${path}?access_token=${token}&token=${token}`)).status, 401, path);
    }
  });

  it('[R2] a token is given only to sites that the person clicked for', async () => {
    const visitor = await signedIn(people.ayesha, viewer);
    assert.ok((await tokenPage(visitor, { origin: viewer })).accessToken);
    for (const origin of [
      viewerOrigins.stranger,
      'https://evil.test',
      `${viewer}.evil.test`,
      'https://viewer.test',
    ]) {
      const told = await tokenPage(visitor, { origin });
      // What is no origin at all has nobody who could be told.
      assert.equal(told.accessToken, undefined, origin);
      assert.ok(['invalidOrigin', undefined].includes(told.profile), origin);
    }
  });

  it('[R3] [D5] nothing that a viewer says becomes a program in the token page', async () => {
    const visitor = await signedIn();
    const texts = [
      '</script><script>alert(1)</script>',
      '\\"});alert(1)//',
      "'-alert(1)-'",
      '<!--<script>',
      '\u2028alert(1)',
    ];
    for (const messageId of texts)
      for (const service of ['/iiif-token', '/iiif-auth2/token/session'])
        for (const origin of [
          archive.origin,
          `${archive.origin}\\`,
          `https://x.test/${messageId}`,
          '*',
          '',
        ]) {
          const query = new URLSearchParams({ messageId, origin }).toString();
          const page = (await visitor.ask(`${service}?${query}`)).text();
          assert.ok((page.match(/<script/gi) ?? []).length <= 1, `${messageId} ${origin}`);
          assert.doesNotMatch(page, /<script>alert|<!--<script>|\u2028/, messageId);
          assert.doesNotMatch(page, /postMessage\(.*,"?(\*|null|undefined)"?\)/);
        }
    const without = (await visitor.ask('/iiif-token?messageId=1')).text();
    assert.doesNotMatch(without, /accessToken|postMessage/, 'nobody to post to');
  });

  it('[R4] [D7] cookie and token die with signing out, and with the account', async () => {
    const guest = await makeGuest('r4-guest');
    const leaving = await signedIn(guest);
    const staying = await signedIn(guest);
    const [cookie, token] = [leaving.jar.header(), await tokenOf(leaving)];
    await leaving.open('/iiif-logout');
    assert.equal((await ask(tile(secret), { headers: { cookie } })).status, 401, 'the old cookie');
    assert.equal(await probeStatus(bearer(token)), 401, 'the old token');
    assert.equal((await ask(infoPath(secret), { headers: bearer(token) })).status, 401);
    assert.equal((await staying.ask(tile(secret))).status, 200, 'the other browser stays');
    const second = await tokenOf(staying);
    await stack.gatehouse(['user', 'disable', guest.name]);
    assert.ok(
      await until(async () => (await staying.ask(tile(secret))).status === 401, { within: 1000, every: 50 }),
    );
    assert.equal(await probeStatus(bearer(second)), 401, 'the token of a disabled account');
  });

  it('[R5] path parameters and dots never lead to another servlet, folder or service', async () => {
    for (const path of [
      `/digilib/Manifester/..;/Scaler/images/${secret}/full/max/0/default.jpg`,
      `/iiif/manifests/..;/..;/Scaler/images/${secret}/full/max/0/default.jpg`,
      `/iiif/manifests/..;/images/${secret}/full/max/0/default.jpg`,
      `/iiif/manifests/../images/${secret}/full/max/0/default.jpg`,
      `/iiif/manifests/%2e%2e/images/${secret}/full/max/0/default.jpg`,
      `/iiif/images;x=y/${secret}/full/max/0/default.jpg`,
      `/iiif/images/open!a.jp2/..;/${secret}/full/max/0/default.jpg`,
      `/iiif/images/open!a.jp2/full/max/0/default.jpg;/../../../../../${secret}/full/max/0/default.jpg`,
      '/Scaler?fn=secret/s.jp2&mo=file',
    ]) {
      const answer = await rawRequest(requestBytes(path));
      assert.equal(secretIn(answer), null, path);
      assert.ok(
        [400, 401, 403, 404].includes(answer.statuses[0] ?? 400),
        `${path}: ${answer.statuses.join()}`,
      );
    }
  });

  it('[R6] manifests of closed and hidden folders tell strangers nothing', async () => {
    for (const root of ['/iiif/manifests', '/iiif/2/manifests', '/iiif/3/manifests']) {
      const closed = await ask(`${root}/sealed`);
      assert.equal(closed.status, 401);
      assert.doesNotMatch(closed.text(), /seal\.jp2/);
      const hidden = await ask(`${root}/hidden`);
      const nowhere = await ask(`${root}/no-such-folder`);
      assert.equal(hidden.status, 404);
      assert.equal(hidden.text().replaceAll('hidden', 'x'), nowhere.text().replaceAll('no-such-folder', 'x'));
    }
    assert.doesNotMatch((await ask('/iiif/collections')).text(), /hidden/);
    assert.match((await (await signedIn()).ask('/iiif/manifests/sealed')).text(), /seal\.jp2/);
  });

  for (const kept of ['off', 'on'] as const)
    it(`[R7] [R8] [F2] an allow for one person never counts for another, nor after signing out (kept decisions: ${kept})`, async () => {
      const proxyWith = (value: string): Promise<string> =>
        compose(stack.files, ['up', '-d', '--no-deps', '--no-build', '--wait', 'proxy'], {
          env: { DECISION_CACHE: value },
        });
      if (kept === 'off') await proxyWith('off');
      try {
        await stack.tryGatehouse(['key', 'revoke', 'f2']);
        const made = JSON.parse(
          await stack.gatehouse(['key', 'create', '--name', 'f2', '--user', people.ayesha.name, '--json']),
        ) as { key: string };
        const allowed = [{ authorization: `Gatehouse-Key ${made.key}` }, (await signedIn()).jar.headers()];
        for (const headers of allowed)
          for (let i = 0; i < 5; i++) {
            assert.equal((await ask(tile(secret), { headers })).status, 200);
            for (const other of [
              {},
              { cookie: 'a=b' },
              { cookie: '__Host-gatehouse=' },
              { authorization: '' },
              { authorization: 'Gatehouse-Key x' },
              { 'x-authorization': Object.values(headers).join() },
            ])
              assert.equal((await ask(tile(secret), { headers: other })).status, 401, JSON.stringify(other));
          }
        const leaving = await signedIn();
        const cookie = leaving.jar.header();
        for (let i = 0; i < 3; i++) assert.equal((await ask(tile(secret), { headers: { cookie } })).status, 200);
        await leaving.open('/iiif-logout');
        // On one replica a sign-out counts before it is answered, also for decisions that are kept.
        assert.equal((await ask(tile(secret), { headers: { cookie } })).status, 401);
      } finally {
        await stack.tryGatehouse(['key', 'revoke', 'f2']);
        if (kept === 'off') await proxyWith('on');
      }
    });

  it('[R9] no password is stored in clear, the first administrator’s neither, and hashes are argon2id', async () => {
    const dump = await compose(stack.files, ['exec', '-T', 'db', 'pg_dump', '-U', 'gatehouse', 'gatehouse']);
    for (const { password } of Object.values(people)) assert.ok(!dump.includes(password));
    const rows = (dump.match(/\$argon2id\$v=19\$/g) ?? []).length;
    assert.ok(rows >= Object.keys(people).length, `${rows} hashes`);
    const cookie = (await signedIn()).jar.header().split('=')[1] ?? '';
    assert.ok(cookie.length > 40);
    const later = await compose(stack.files, ['exec', '-T', 'db', 'pg_dump', '-U', 'gatehouse', 'gatehouse']);
    assert.ok(!later.includes(cookie.split(';')[0] ?? ''), 'sessions are stored by their hash');
  });

  it('[R10] another site’s forms and links change nothing', async () => {
    const ines = new Visitor();
    const page = await ines.open('/account/sign-in');
    await ines.submit(
      page,
      (form) =>
        new Map([
          [form.types.get('text') ?? '', people.ines.name],
          [form.types.get('password') ?? '', people.ines.password],
        ]),
    );
    const home = await ines.open('/auth/admin/');
    assert.equal(home.answer.status, 200);
    const formToken = /name="form_token"\s+value="([^"]+)"/.exec(home.answer.text())?.[1] ?? '';
    const before = await stack.gatehouse(['user', 'list', '--json']);
    const fields = {
      name: 'r10-guest',
      username: 'r10-guest',
      displayName: 'x',
      administrator: 'on',
      password: 'x'.repeat(20),
    };
    const crossSite = {
      origin: 'https://evil.test',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
    };
    for (const path of [
      '/auth/admin/people',
      '/auth/admin/people/new',
      '/auth/admin/rules',
      '/account/sign-out',
    ])
      for (const [token, headers] of [
        ['', {}],
        [formToken, crossSite],
        ['x'.repeat(43), {}],
        [formToken, { origin: 'null' }],
      ] as const) {
        const answer = await ines.ask(path, {
          method: 'POST',
          body: new URLSearchParams({ ...fields, form_token: token }).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        });
        assert.ok([303, 400, 403, 404, 405].includes(answer.status), `${path}: ${answer.status}`);
      }
    assert.equal(await stack.gatehouse(['user', 'list', '--json']), before);
    assert.equal((await ines.open('/auth/admin/')).answer.status, 200, 'still signed in');
    const reader = await signedIn();
    for (const destination of ['image', 'iframe', 'script', 'empty'])
      await reader.ask('/iiif-logout', {
        headers: {
          'sec-fetch-dest': destination,
          'sec-fetch-mode': 'no-cors',
          'sec-fetch-site': 'cross-site',
        },
      });
    assert.equal((await reader.ask(tile(secret))).status, 200, 'an <img> signs nobody out');
  });

  it('[R11] logs hold no password, cookie, token, key or query', async () => {
    const visitor = await signedIn();
    const token = await tokenOf(visitor);
    await visitor.ask(`${tile(secret)}?canary=q-canary-r11`, { headers: bearer(token) });
    await ask('/account/link/canary-r11-in-a-link-that-nobody-made-000');
    await rawRequest(
      requestBytes(`/iiif/images/${secret}/info.json?x=q-canary-r11`, {
        headers: { Cookie: 'c-canary-r11=1', 'X-Odd': 'h-canary-r11' },
      }),
    );
    await rawRequest('GET /bad request canary-q-canary-r11 HTTP/9.9\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const logs = await stack.logs();
    assert.match(logs, /"path":"\/iiif\/images/);
    const secrets = [
      token,
      ...visitor.jar.all().map(({ value }) => value),
      ...Object.values(people).map(({ password }) => password),
    ];
    for (const text of [...secrets, 'q-canary-r11', 'c-canary-r11', 'h-canary-r11', 'canary-r11-in-a-link'])
      assert.ok(!logs.includes(text), `in the logs: ${text.slice(0, 24)}`);
  });

  it('[R12] a token says nothing about the person, and is no session', async () => {
    const visitor = await signedIn(people.ayesha, viewer);
    const [one, two] = [await tokenOf(visitor, viewer), await tokenOf(visitor)];
    assert.notEqual(one, two);
    for (const token of [one, two]) {
      assert.match(token, /^[\w-]{43}$/);
      assert.ok(!Buffer.from(token, 'base64url').toString('latin1').includes(people.ayesha.name));
      assert.ok(!visitor.jar.header().includes(token));
    }
  });

  it('[R13] guessing a password gets slower and is refused, for the guesser only', async () => {
    const guest = await makeGuest('r13-guest');
    const statuses: number[] = [];
    for (let i = 0; i < 14 && !statuses.includes(429); i++)
      statuses.push((await new Visitor().signIn(guest.name, `wrong ${i}`)).status);
    assert.ok(statuses.includes(429), statuses.join());
    assert.ok(
      !statuses.includes(200) ||
        !(await new Visitor().signIn(guest.name, 'wrong')).text().includes('signed in'),
    );
    await signedIn(people.ayesha);
    await stack.tryGatehouse(['user', 'delete', guest.name]);
  });

  it('[D1] [D2] no address leads out of the image folder, nor to what lies beside a protected file', async () => {
    const parts = ['%2e%2e', '..', '%2e.', '..%2f..', '%252e%252e', '..%5c..', '....//', '%c0%ae%c0%ae'];
    for (const root of [
      '/iiif/files',
      '/resources',
      '/iiif/images',
      '/view',
      '/assets',
      '/auth/admin/assets',
      '/iiif/manifests',
    ])
      for (const part of parts)
        for (const end of [
          'etc/passwd',
          'data/images/secret/s.jp2',
          'secret/s.jp2',
          'dist/main.js',
          'package.json',
        ]) {
          const answer = await rawRequest(requestBytes(`${root}/${part}/${part}/${end}`));
          assert.equal(secretIn(answer), null, `${root}/${part}/${end}`);
          assert.doesNotMatch(answer.bytes.toString('latin1'), /root:x:0|"dependencies"|createServer/);
          assert.notEqual(answer.statuses[0], 200, `${root}/${part}/${part}/${end}`);
        }
    for (const beside of ['secret!s.jp2.bak', 'secret!s.mpd', 'secret!', 'secret'])
      assert.notEqual((await ask(`/iiif/files/${beside}`)).status, 200);
  });

  it('[D3] nobody can make a cookie or token up: they are random, and every installation’s key is its own', async () => {
    for (const value of [
      'A'.repeat(43),
      '1',
      'eyJhbGciOiJub25lIn0.e30.',
      Buffer.from('{"user":"ines"}').toString('base64url'),
    ])
      for (const headers of [
        { cookie: `__Host-gatehouse=${value}` },
        { cookie: `__Host-gatehouse-account=${value}` },
        bearer(value),
        { cookie: `session=${value}` },
      ])
        assert.equal((await ask(tile(secret), { headers })).status, 401, value);
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await signedIn()).jar.all().map(({ value }) => value)),
    );
    assert.equal(new Set(ids.flat()).size, ids.flat().length, 'never the same twice');
    const key = await compose(stack.files, ['exec', '-T', 'auth', 'sh', '-c', 'cat /run/gatehouse/auth/*']);
    assert.ok(key.trim().length >= 32);
  });

  it('[D4] nothing about sessions is shown to strangers', async () => {
    const cookies = (await signedIn()).jar.all().map(({ value }) => value);
    for (const path of [
      '/sessiontokens',
      '/auth/admin/sessions',
      '/auth/admin/',
      '/account/',
      '/metrics',
      '/readyz',
      '/query_auth',
      '/auth/admin/audit',
    ]) {
      const answer = await ask(path);
      assert.ok([302, 303, 401, 403, 404].includes(answer.status), `${path}: ${answer.status}`);
      for (const value of cookies) assert.ok(!answer.text().includes(value));
    }
  });

  it('[D6] opening the sign-in page for another site binds nothing to it, and viewers don’t put each other out', async () => {
    const visitor = await signedIn(people.ayesha, viewer);
    const first = await tokenOf(visitor, viewer);
    for (const path of [
      `/iiif-login?origin=${viewerOrigins.stranger}`,
      `/iiif-auth2/access/active?origin=${viewerOrigins.stranger}`,
    ])
      await visitor.open(path);
    assert.equal((await tokenPage(visitor, { origin: viewerOrigins.stranger })).profile, 'invalidOrigin');
    assert.equal(await probeStatus(bearer(first)), 200, 'the first viewer’s token lives on');
    await visitor.submit(await visitor.open(`/iiif-login?origin=${viewerOrigins.sameSite}`), () => new Map());
    assert.ok((await tokenPage(visitor, { origin: viewerOrigins.sameSite })).accessToken, 'after a click');
    assert.equal(await probeStatus(bearer(first)), 200);
  });

  it('[D8] looking at terms or at a place’s page grants nothing', async () => {
    const visitor = new Visitor();
    const terms = 'terms!letter.jp2';
    const info = (await visitor.ask(infoPath(terms))).json() as {
      service: { '@id'?: string; id?: string }[];
    };
    for (const service of info.service) {
      const address = service['@id'] ?? service.id ?? '';
      await visitor.open(`${address.replace(archive.origin, '')}?origin=${viewer}`);
      await visitor.ask(`${address.replace(archive.origin, '')}?origin=${viewer}`);
    }
    assert.equal((await visitor.ask(tile(terms))).status, 401);
    assert.equal((await tokenPage(visitor, { origin: viewer })).accessToken, undefined);
  });

  it('[D9] regions outside the picture are refused, and the server lives on', async () => {
    for (const region of [
      '9999,0,10,10',
      '0,9999,10,10',
      '2400,0,1,1',
      '0,0,0,0',
      '-5,0,10,10',
      'pct:100,100,1,1',
      'pct:0,0,0,0',
      '99999999999999999999,0,1,1',
      '0,0,NaN,1',
    ]) {
      for (const root of ['/iiif/images', '/iiif/3/images']) {
        const answer = await ask(`${root}/open!a.jp2/${region}/max/0/default.jpg`);
        assert.equal(answer.status, 400, region);
      }
    }
    assert.equal((await ask(tile('open!a.jp2'))).status, 200);
  });

  it('[D10] nothing is made larger than it is, nor larger than the limits', async () => {
    for (const size of [
      '8000,',
      ',8000',
      '8000,8000',
      '^8000,',
      '^max',
      'pct:200',
      '^pct:200',
      '2401,',
      '99999999,',
    ])
      for (const root of ['/iiif/images', '/iiif/3/images']) {
        const { status } = await ask(`${root}/open!a.jp2/full/${size}/0/default.jpg`);
        assert.ok([400, 501].includes(status), `${root} ${size}: ${status}`);
      }
    const confined = await ask('/iiif/3/images/open!a.jp2/full/^!9000,9000/0/default.jpg');
    if (confined.status === 200) assert.ok(decodeJpeg(confined.body).width <= map.width);
  });

  it('[D11] links come from the settings, never from the Host header, and public answers set no cookie', async () => {
    for (const host of [
      'evil.test',
      `${archive.host}:443@evil.test`,
      `evil.test:x@${archive.host}`,
      'localhost',
    ]) {
      for (const path of [infoPath('open!a.jp2'), '/iiif-login', '/iiif/manifests/open', '/']) {
        const answer = await rawRequest(requestBytes(path, { headers: { Host: host } }));
        assert.ok(
          [400, 421].includes(answer.statuses[0] ?? 400),
          `${host} ${path}: ${answer.statuses.join()}`,
        );
        assert.doesNotMatch(answer.bytes.toString('latin1'), /evil\.test/);
      }
    }
    for (const path of [
      infoPath('open!a.jp2'),
      tile('open!a.jp2'),
      '/iiif/manifests/open',
      '/iiif/collections',
    ]) {
      const answer = await ask(path, {
        headers: { 'x-forwarded-host': 'evil.test', forwarded: 'host=evil.test' },
      });
      assert.deepEqual([answer.status, answer.header('set-cookie')], [200, ''], path);
      assert.doesNotMatch(answer.text(), /evil\.test/);
    }
  });

  it('[D12] no site is told that it may read with a person’s cookie unless the settings name it', async () => {
    const visitor = await signedIn();
    const answers: Promise<Answer>[] = [
      infoPath(secret),
      tile(secret),
      '/iiif/manifests/secret',
      `/iiif/files/${secret}`,
      '/iiif-token',
      `/iiif-auth2/probe/service/${secret}`,
      '/iiif-login',
      '/account/',
      '/iiif/nowhere',
      '/',
    ].flatMap((path) =>
      ['https://evil.test', 'null', archive.origin].flatMap((origin) => [
        visitor.ask(path, { headers: { origin } }),
        ask(path, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } }),
      ]),
    );
    for (const answer of await Promise.all(answers)) {
      assert.equal(answer.header('access-control-allow-credentials'), '');
      assert.ok(
        ['*', ''].includes(answer.header('access-control-allow-origin')),
        answer.header('access-control-allow-origin'),
      );
    }
  });

  it('[F3] what opened other gates opens nothing here: invented paths, users, methods, agents', async () => {
    const open = tile('open!a.jp2');
    for (const headers of [
      { 'X-Forwarded-Uri': open, 'X-Original-Url': open, 'X-Forwarded-Method': 'OPTIONS' },
      { 'User-Agent': 'GoogleHC/1.0' },
      { 'User-Agent': 'kube-probe/1.30' },
      {
        'X-Forwarded-User': 'ines',
        X_Forwarded_User: 'ines',
        'Remote-User': 'ines',
        'X-Auth-Request-User': 'ines',
      },
      {
        'X-Forwarded-For': '127.0.0.1, 10.0.0.1',
        'X-Real-Ip': '127.0.0.1',
        'X-Gate-Client': '127.0.0.1',
        'X-Gate-Own-Network': '1',
      },
      { 'X-Forwarded-For': 'a' },
      { Authorization: 'Basic Og==' },
      { Cookie: '__Host-gatehouse=%00; __Host-gatehouse' },
    ] as Record<string, string>[])
      for (const path of [
        tile(secret),
        `${tile(secret)}?x=/healthz`,
        `${tile(secret)}#/healthz`,
        `${tile(secret)}%23/healthz`,
      ]) {
        const answer = await rawRequest(requestBytes(path, { headers }));
        assert.ok(
          [303, 400, 401, 404].includes(answer.statuses[0] ?? 400),
          `${path} ${JSON.stringify(headers)}: ${answer.statuses.join()}`,
        );
        assert.equal(secretIn(answer), null);
      }
    const away = await new Visitor().open(
      '/iiif-login?return=//evil.test&rd=https://evil.test&redirect=/%5Cevil.test',
    );
    // Links to the same page in another language repeat its query, which leads nowhere.
    assert.doesNotMatch(away.answer.text(), /(?:href|action|src|value|content)="(?!\?)[^"]*evil/);
    assert.equal((await ask('/iiif-login', { headers: navigationHeaders })).status, 200);
  });
});
