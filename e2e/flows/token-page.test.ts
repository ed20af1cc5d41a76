import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it, type TestContext } from 'node:test';
import { type Browser, startBrowser } from '../support/browser.js';
import { keepingEvidence } from '../support/failure-record.js';
import { ask } from '../support/http-client.js';
import { assertNotStored } from '../support/iiif.js';
import { ListenerPage } from '../support/listener-page.js';
import { people } from '../support/people.js';
import { archive, viewerOrigins } from '../support/settings.js';
import { useStack } from '../support/stack.js';
import { startViewerSite, type ViewerSite } from '../support/viewer-site.js';
import { Visitor } from '../support/visitor.js';

const tokenAddress = (parameters: Record<string, string>): string =>
  `${archive.origin}/iiif-token?${new URLSearchParams(parameters).toString()}`;

/** The token service in a real browser: what is posted, to whom, and to whom not (contract 3, "Who gets a token"). */
describe('Token page', () => {
  let release: () => Promise<void>;
  let site: ViewerSite;
  let browser: Browser;
  const ayesha = new Visitor();
  const viewer = viewerOrigins.otherSite;
  const stranger = viewerOrigins.stranger;

  const wearCookies = (visitor: Visitor): Promise<void> =>
    browser.context.addCookies(
      visitor.jar.all().map(({ name, value, attributes }) => ({
        name,
        value,
        domain: archive.host,
        path: attributes.get('path') ?? '/',
        secure: true,
        httpOnly: true,
        sameSite:
          attributes.get('samesite')?.toLowerCase() === 'none' ? ('None' as const) : ('Strict' as const),
      })),
    );
  const rule = (title: string, body: () => Promise<void>): void => {
    void it(title, (context: TestContext) => keepingEvidence(context, body));
  };

  before(async () => {
    ({ release } = await useStack());
    site = await startViewerSite();
    await ayesha.signIn(people.ayesha.name, people.ayesha.password, { origin: viewer });
  });
  after(async () => {
    await site.close();
    await release();
  });
  beforeEach(async () => {
    browser = await startBrowser('allowed');
  });
  afterEach(() => browser.close());

  rule('[A1-43] [A1-45] posts a token to the viewer that the person signed in for', async () => {
    await wearCookies(ayesha);
    const listener = await ListenerPage.open(browser.context, site, 'otherSite');
    const messageId = tokenAddress({});
    const posted = await listener.frame(tokenAddress({ origin: viewer, messageId }));
    const [message] = posted;
    assert.ok(message !== undefined && posted.length === 1, `${posted.length} messages`);
    assert.equal(message.origin, archive.origin);
    assert.deepEqual(Object.keys(message.data).sort(), ['accessToken', 'expiresIn', 'messageId']);
    assert.equal(message.data['messageId'], messageId);
    assert.match(String(message.data['accessToken']), /^.{20,}$/);
  });

  rule('[A1-4G] gives any messageId back unchanged and runs none of it', async () => {
    await wearCookies(ayesha);
    const listener = await ListenerPage.open(browser.context, site, 'otherSite');
    const hostile = [
      '</script><script>top.pwned=1</script>',
      `'"\\\u2028\u2029<!--`,
      '&lt;b&gt;%41+ ',
      '1',
      '',
      '🏛'.repeat(400),
    ];
    for (const messageId of hostile) {
      const [message] = await listener.frame(tokenAddress({ origin: viewer, messageId }));
      assert.equal(message?.data['messageId'], messageId);
    }
    assert.equal(await listener.page.evaluate(() => 'pwned' in window), false);
  });

  rule('[A1-46] posts to nobody but the origin that was named', async () => {
    await wearCookies(ayesha);
    const listener = await ListenerPage.open(browser.context, site, 'stranger');
    assert.deepEqual(await listener.frame(tokenAddress({ origin: viewer, messageId: '1' }), 2500), []);
  });

  rule('[A1-32] tells an origin that nobody clicked for invalidOrigin, and no token', async () => {
    await wearCookies(ayesha);
    const listener = await ListenerPage.open(browser.context, site, 'stranger');
    const posted = await listener.frame(tokenAddress({ origin: stranger, messageId: '7' }));
    assert.deepEqual(
      posted.map(({ data }) => [data['error'], data['messageId'], data['accessToken']]),
      [['invalidOrigin', '7', undefined]],
    );
  });

  rule('gives a token to a further viewer after one "Continue" that names its site', async () => {
    const tom = new Visitor();
    await tom.signIn(people.tom.name, people.tom.password, { origin: viewer });
    await wearCookies(tom);
    const listener = await ListenerPage.open(
      browser.context,
      site,
      'stranger',
      `${archive.origin}/iiif-login?origin=${stranger}`,
    );
    const popup = await listener.openWindow();
    assert.match(await popup.innerText('body'), /stranger\.test/);
    assert.equal(await popup.locator('input[type=password]').count(), 0);
    const closed = popup.waitForEvent('close', { timeout: 8000 });
    await popup.locator('form').first().locator('button, input[type=submit]').first().click();
    await closed;
    const [message] = await listener.frame(tokenAddress({ origin: stranger, messageId: '8' }));
    assert.match(String(message?.data['accessToken']), /^.{20,}$/);
  });

  rule('[A1-49] names the reason when there is no cookie, or none that is known', async () => {
    const listener = await ListenerPage.open(browser.context, site, 'otherSite');
    const [none] = await listener.frame(tokenAddress({ origin: viewer, messageId: '2' }), 9000);
    assert.deepEqual([none?.data['error'], none?.data['messageId']], ['missingCredentials', '2']);
    assert.match(String(none?.data['description']), /cookie/i);
    const name =
      ayesha.jar.all().find(({ attributes }) => attributes.get('samesite')?.toLowerCase() === 'none')?.name ??
      '';
    await browser.context.addCookies([
      {
        name,
        value: 'f'.repeat(43),
        domain: archive.host,
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'None',
      },
    ]);
    const [unknown] = await listener.frame(tokenAddress({ origin: viewer, messageId: '3' }), 9000);
    assert.deepEqual([unknown?.data['error'], unknown?.data['messageId']], ['invalidCredentials', '3']);
  });

  it('[A1-47] [A1-4E] [A1-4F] answers 200, frameable and not stored, whatever the outcome', async () => {
    const cookie = ayesha.jar.headers();
    const cases = [
      ['token', cookie, { origin: viewer, messageId: '1' }],
      ['missingCredentials', {}, { origin: viewer, messageId: '1' }],
      ['invalidOrigin', cookie, { origin: stranger, messageId: '1' }],
      ['no origin', cookie, { messageId: '1' }],
      ['any origin', cookie, { origin: '*', messageId: '1' }],
      ['null origin', cookie, { origin: 'null', messageId: '1' }],
      ['no web origin', cookie, { origin: 'javascript:alert(1)', messageId: '1' }],
      ['not a bare origin', cookie, { origin: `${viewer}/page?x`, messageId: '1' }],
      [
        'a script as origin',
        cookie,
        { origin: `${viewer}</script><script>alert(1)</script>`, messageId: '1' },
      ],
    ] as const;
    for (const [name, headers, parameters] of cases) {
      const answer = await ask(tokenAddress(parameters), {
        headers: {
          ...headers,
          'sec-fetch-dest': 'iframe',
          'sec-fetch-mode': 'navigate',
          'sec-fetch-site': 'cross-site',
        },
      });
      assert.equal(answer.status, 200, name);
      assert.match(answer.header('content-type'), /^text\/html/, name);
      assert.equal(answer.header('x-frame-options'), '', name);
      assert.doesNotMatch(answer.header('content-security-policy'), /frame-ancestors (?!\*)/, name);
      assert.notEqual(answer.header('cross-origin-resource-policy'), 'same-origin', name);
      assert.equal(answer.header('access-control-allow-credentials'), '', name);
      assertNotStored(answer, name);
      if (name !== 'token') assert.doesNotMatch(answer.text(), /accessToken/, name);
      assert.doesNotMatch(answer.text(), /<script>alert/, name);
    }
  });

  it('[A1-48] answers a client without a frame in JSON, with a status that fits', async () => {
    const missing = await ask('/iiif-token');
    assert.deepEqual(
      [missing.status, (missing.json() as { error: string }).error],
      [401, 'missingCredentials'],
    );
    const name =
      ayesha.jar.all().find(({ attributes }) => attributes.get('samesite')?.toLowerCase() === 'none')?.name ??
      '';
    const invalid = await ask('/iiif-token', { headers: { cookie: `${name}=${'f'.repeat(43)}` } });
    assert.deepEqual(
      [invalid.status, (invalid.json() as { error: string }).error],
      [401, 'invalidCredentials'],
    );
    for (const answer of [missing, invalid]) {
      assert.match(answer.header('content-type'), /^application\/json/);
      assertNotStored(answer, 'token error');
    }
    const callback = await ayesha.ask('/iiif-token?callback=steal');
    assert.doesNotMatch(callback.text(), /steal/, '[A1-4I] no JSONP');
  });
});
