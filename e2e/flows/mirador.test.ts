import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';
import { type Browser, startBrowser, type ThirdPartyCookies } from '../support/browser.js';
import { keepingEvidence, saveScreenshot } from '../support/failure-record.js';
import { ask } from '../support/http-client.js';
import { infoOf, infoPath, loginServices } from '../support/iiif.js';
import { MiradorPage, type MiradorOptions } from '../support/mirador-page.js';
import { people } from '../support/people.js';
import { useStack } from '../support/stack.js';
import { startViewerSite, type ViewerSite } from '../support/viewer-site.js';
import { sleep, until } from '../support/wait.js';
import type { ViewerName } from '../viewers/unpack-viewers.js';
import { atlas } from '../fixtures/collection.js';

const manifest = '/iiif/manifests/closed';
/** The pages are portrait and fit a landscape window: about a third of what one sees is picture. */
const shown = 0.28;
const isTile = (path: string): boolean => /\/\d+,\d+,\d+,\d+\/[^/]+\/0\/default\.jpg$/.test(path);

/** Mirador from its npm packages, unmodified, in Debian's Chromium. */
describe('Mirador', () => {
  let release: () => Promise<void>;
  let site: ViewerSite;
  let browser: Browser | null = null;
  let confirmLabel = '';
  let signOutLabel = '';

  const rule = (title: string, body: (title: string) => Promise<void>): void => {
    void it(title, (context: TestContext) => keepingEvidence(context, () => body(title)));
  };
  const open = async (
    cookies: ThirdPartyCookies,
    options: Omit<MiradorOptions, 'manifest'>,
  ): Promise<MiradorPage> => {
    browser = await startBrowser(cookies);
    return MiradorPage.open(browser.context, site, { manifest, ...options });
  };

  before(async () => {
    const used = await useStack();
    release = used.release;
    const { login, logout } = loginServices(infoOf(await ask(infoPath(await used.stack.idOf(atlas.path)))));
    confirmLabel = login.confirmLabel ?? '';
    signOutLabel = logout.label ?? '';
    site = await startViewerSite();
  });
  after(async () => {
    await site.close();
    await release();
  });
  afterEach(async () => {
    await browser?.close();
    browser = null;
  });

  const viewers: readonly ViewerName[] = ['mirador3', 'mirador4'];
  const layouts = [
    { place: 'otherSite', cookies: 'allowed', words: 'on another site' },
    { place: 'sameSite', cookies: 'blocked', words: 'on the same site, third-party cookies blocked' },
  ] as const;

  for (const viewer of viewers) {
    for (const { place, cookies, words } of layouts) {
      rule(`${viewer} ${words}: signs in, shows the picture, signs out`, async (title) => {
        const mirador = await open(cookies, { viewer, place, retry: viewer === 'mirador4' });
        await mirador.answers((path, status) => path.endsWith('/info.json') && status === 401);
        assert.equal(await mirador.shows('magenta', shown, `${title} 1 before`, 1500), 0);

        await mirador.signIn(confirmLabel, people.ayesha);
        await mirador.answers((path, status) => path.endsWith('/info.json') && status === 200);
        await mirador.answers((path, status) => isTile(path) && status === 200);
        assert.ok(
          (await mirador.shows('magenta', shown, `${title} 2 signed in`)) >= shown,
          'the picture is there',
        );

        await mirador.signOut(signOutLabel);
        const refused = mirador.seen.length;
        await until(
          () =>
            mirador.seen
              .slice(refused)
              .some(({ path, status }) => path.endsWith('/info.json') && status === 401),
          { within: 10_000 },
        );
        await sleep(1500);
        await saveScreenshot(mirador.page, `${title} 3 signed out`);
        await mirador.page.reload();
        assert.equal(await mirador.shows('magenta', shown, `${title} 4 reloaded`, 4000), 0);
      });
    }
  }

  rule(
    'mirador4 as shipped, without tile retry: shows the next canvas after the sign-in, and the first on return',
    async (title) => {
      const mirador = await open('allowed', { viewer: 'mirador4', place: 'otherSite' });
      await mirador.signIn(confirmLabel, people.ayesha);
      await mirador.answers((path, status) => path.endsWith('/info.json') && status === 200);
      await mirador.nextCanvas();
      assert.ok((await mirador.shows('red', shown, `${title} 1 next`)) >= shown);
      await mirador.previousCanvas();
      assert.ok((await mirador.shows('magenta', shown, `${title} 2 back`)) >= shown);
    },
  );

  for (const viewer of viewers) {
    rule(
      `${viewer} on another site, third-party cookies blocked: the reason is told, and no storm`,
      async (title) => {
        const mirador = await open('blocked', { viewer, place: 'otherSite' });
        await mirador.signIn(confirmLabel, people.ayesha);
        const isAnswer = ({ data }: { data: Readonly<Record<string, unknown>> }): boolean => 'error' in data;
        await until(async () => (await mirador.posted()).some(isAnswer), { within: 8000 });
        const answer = (await mirador.posted()).find(isAnswer);
        assert.ok(answer !== undefined, 'an error is posted');
        assert.equal(answer.data['error'], 'missingCredentials');
        assert.match(
          String(answer.data['description']),
          /third-party cookies|cookies? (?:from|of) other|block/i,
        );

        const from = Date.now();
        await sleep(8000);
        const asked = mirador.seen.filter(
          ({ path, at }) => path.startsWith('/iiif-token') && at >= from,
        ).length;
        assert.ok(asked <= 16, `${asked} token requests in 8 s`);
        assert.equal(await mirador.shows('magenta', shown, title, 1000), 0);
      },
    );
  }
});
