import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { viewerPicture } from '../fixtures/viewer-collection.js';
import { type Browser, startBrowser } from '../support/browser.js';
import { keepingEvidence, saveScreenshot } from '../support/failure-record.js';
import { goTo } from '../support/go-to.js';
import { people, type Person } from '../support/people.js';
import { decodePng, shareOf } from '../support/pixels.js';
import { type SecondArchive, startSecondArchive } from '../support/second-archive.js';
import { archive } from '../support/settings.js';
import type { Stack } from '../support/stack.js';
import { startViewerSite, type ViewerSite } from '../support/viewer-site.js';
import { startViewerStack } from '../support/viewer-stack.js';
import { sleep, until } from '../support/wait.js';
import { mixedManifest } from '../fixtures/mixed-manifest.js';
import { openSignIn, signInControls } from './sign-in-controls.js';

const museumPolicy = `version: 1
tiers: { preview: { max_edge: 400 } }
folders:
  /login:  { grants: [ { who: signed-in, tier: full } ] }
  /tiered: { grants: [ { who: anyone, tier: preview }, { who: signed-in, tier: full } ] }
`;
const museumPictures = viewerPicture.filter(({ path }) => /^(login|tiered)\/1/.test(path));

/** The scenarios U1 to U8 that both specifications grew from, each in a real browser, end to end. */
describe('Scenarios', () => {
  let stack: Stack;
  let museum: SecondArchive;
  let site: ViewerSite;
  let browser: Browser;
  const manifests = mkdtempSync(join(tmpdir(), 'gatehouse-e2e-manifests-'));

  const rule = (title: string, body: (title: string) => Promise<void>): void => {
    void it(title, (context: TestContext) =>
      keepingEvidence(context, async () => {
        browser = await startBrowser('allowed');
        await body(title);
      }),
    );
  };
  const redIn = async (page: Page, title: string): Promise<number> =>
    shareOf(decodePng(await saveScreenshot(page, title)), 'red');
  const becomesRed = async (page: Page, title: string, least = 0.08): Promise<boolean> =>
    (await until(async () => (await redIn(page, title)) >= least, { within: 20_000, every: 700 })) === true;
  async function signInAt(popup: Page, { name, password }: Person): Promise<void> {
    const form = popup.locator('form').first();
    await form.locator('input[type=text], input[type=email], input:not([type])').first().fill(name);
    await form.locator('input[type=password]').first().fill(password);
    await form.locator('button[type=submit], button:not([type]), input[type=submit]').first().click();
  }
  async function signInFrom(page: Page, viewer: 'mirador3', expected: string, person: Person): Promise<void> {
    const { popup } = await openSignIn(browser.context, page, signInControls[viewer]);
    assert.ok(popup !== null, 'a window opens');
    await popup.waitForLoadState();
    assert.equal(new URL(popup.url()).origin, expected);
    const closed = popup.waitForEvent('close', { timeout: 15_000 });
    await signInAt(popup, person);
    await closed;
  }

  before(async () => {
    chmodSync(manifests, 0o755);
    stack = await startViewerStack(viewerPicture, { MANIFEST_DIR: manifests });
    museum = await startSecondArchive(museumPictures, museumPolicy);
    for (const folder of ['login', 'tiered']) {
      const pages = [
        { base: `${archive.origin}/iiif/images/open!1.jp2`, label: 'Open, of the archive' },
        { base: `${archive.origin}/iiif/images/${folder}!1.jp2`, label: 'Of the archive' },
        { base: `${museum.origin}/iiif/images/${folder}!1.jp2`, label: 'Of the museum' },
      ];
      const file = join(manifests, `mixed-${folder}.json`);
      writeFileSync(file, JSON.stringify(mixedManifest(`${archive.origin}/iiif/manifests/mixed-${folder}`, pages), null, 2));
      chmodSync(file, 0o644);
    }
    site = await startViewerSite(['mirador3', 'mirador4', 'uv', 'clover']);
  });
  after(async () => {
    await site?.close();
    await museum?.remove();
    await stack?.remove();
    rmSync(manifests, { recursive: true, force: true });
  });
  afterEach(() => browser?.close());

  const picture = `${archive.origin}/iiif/images/login!1.jp2/full/600,/0/default.jpg`;

  rule('[U1] a picture on an ordinary page says that it is closed; its address leads to the sign-in and back', async (title) => {
    const page = await browser.context.newPage();
    await goTo(page, `${archive.origin}/`);
    const loaded = await page.evaluate(async (source) => {
      const image = new Image();
      image.src = source;
      return new Promise<number>((done) => {
        image.onload = () => done(image.naturalWidth);
        image.onerror = () => done(0);
      });
    }, picture);
    assert.ok(loaded > 0, 'a placeholder is shown');
    await page.goto(picture).catch(() => undefined);
    await page.locator('input[type=password]').waitFor();
    assert.equal(await redIn(page, `${title} 1`), 0);
    await signInAt(page, people.ayesha);
    await page.waitForURL(picture);
    assert.ok(await becomesRed(page, `${title} 2`));
  });

  rule('[U2] a picture with a lower version shows that one, and after the sign-in the whole', async (title) => {
    const page = await browser.context.newPage();
    const tiered = picture.replace('login!', 'tiered!');
    await goTo(page, tiered);
    assert.match(page.url(), /\/iiif\/tiers\/preview\/images\/tiered!1\.jp2\//);
    assert.ok(await becomesRed(page, `${title} 1`, 0.05));
    await goTo(page, `${archive.origin}/iiif-login`);
    await signInAt(page, people.ayesha);
    await page.waitForLoadState();
    await goTo(page, tiered);
    assert.equal(page.url(), tiered);
    assert.ok(await becomesRed(page, `${title} 2`));
  });

  for (const [scenario, folder] of [
    ['U3', 'login'],
    ['U4', 'tiered'],
  ] as const)
    for (const viewer of ['auth1', 'auth2'] as const)
      rule(`[${scenario}] an image client (${viewer}) before ${folder}: ${folder === 'tiered' ? 'the preview at once, ' : ''}the whole after the sign-in`, async (title) => {
        const page = await browser.context.newPage();
        const manifest = `${archive.origin}/iiif/${viewer === 'auth2' ? '3/' : ''}manifests/${folder}`;
        await goTo(page, site.page('otherSite', viewer, { manifest }));
        if (folder === 'tiered') assert.ok(await becomesRed(page, `${title} 1`, 0.05));
        await page.locator('#confirm').waitFor();
        if (folder === 'login') assert.equal(await redIn(page, `${title} 1`), 0);
        const [popup] = await Promise.all([browser.context.waitForEvent('page'), page.click('#confirm')]);
        const closed = popup.waitForEvent('close');
        await popup.waitForLoadState();
        await signInAt(popup, people.ayesha);
        await closed;
        assert.ok(await becomesRed(page, `${title} 2`, 0.1));
        assert.deepEqual(await page.evaluate(() => (window as { problems?: string[] }).problems ?? []), []);
      });

  for (const [scenario, folder] of [
    ['U5', 'login'],
    ['U6', 'tiered'],
  ] as const)
    rule(`[${scenario}] Mirador 3 before pages of two institutions: each signs in for itself`, async (title) => {
      const page = await browser.context.newPage();
      const full: string[] = [];
      page.on('response', (response) => {
        const match = /^(https:\/\/[^/]+)\/iiif\/images\/(?:login|tiered)!1\.jp2\/(?!info)/.exec(response.url());
        if (match?.[1] !== undefined && response.status() === 200) full.push(match[1]);
      });
      const manifest = `${archive.origin}/iiif/manifests/mixed-${folder}`;
      await goTo(page, site.page('otherSite', 'mirador3', { manifest }));
      assert.ok(await becomesRed(page, `${title} 1 open page`), 'the open page needs no sign-in');
      const next = (): Promise<void> => page.locator('.mirador-next-canvas-button').first().click();
      await next();
      await signInFrom(page, 'mirador3', archive.origin, people.ayesha);
      assert.equal(await until(() => full.includes(archive.origin), { within: 15_000 }), true);
      assert.ok(await becomesRed(page, `${title} 2 archive`));
      assert.ok(!full.includes(museum.origin));
      await next();
      await sleep(2500);
      if (folder === 'login') assert.equal(await redIn(page, `${title} 3 museum closed`), 0);
      else assert.ok(await becomesRed(page, `${title} 3 museum preview`));
      assert.ok(!full.includes(museum.origin), 'the other institution knows nothing of it');
      await signInFrom(page, 'mirador3', museum.origin, museum.person);
      assert.equal(await until(() => full.includes(museum.origin), { within: 15_000 }), true);
      assert.ok(await becomesRed(page, `${title} 4 museum`));
    });

  for (const viewer of ['mirador3', 'mirador4', 'uv'] as const)
    rule(`[U1] ${viewer} is given no placeholder that it could take for a tile`, async (title) => {
      const page = await browser.context.newPage();
      const pixels: { tail: string; status: number; type: string }[] = [];
      page.on('response', (response) => {
        const tail = /\/iiif\/images\/[^/]+\/((?!info).+)$/.exec(response.url())?.[1];
        if (tail !== undefined)
          pixels.push({ tail, status: response.status(), type: response.headers()['content-type'] ?? '' });
      });
      await goTo(page, site.page('otherSite', viewer, { manifest: `${archive.origin}/iiif/manifests/login` }));
      await until(() => pixels.length > 0, { within: 8000 });
      await sleep(3000);
      assert.equal(await redIn(page, title), 0);
      // Mirador asks for none before the sign-in.
      assert.deepEqual(pixels.filter(({ status }) => status !== 401), []);
      // Universal Viewer's list of pages shows it in place of a thumbnail, which is what it is for.
      const pictures = pixels.filter(({ type }) => type.startsWith('image/')).map(({ tail }) => tail);
      assert.deepEqual(pictures.filter((tail) => viewer !== 'uv' || tail !== 'full/90,/0/default.jpg'), []);
    });

  for (const viewer of ['mirador3', 'mirador4', 'uv', 'clover'] as const)
    rule(`[U7] ${viewer} before a closed manifest stays whole and shows nothing of it`, async (title) => {
      const page = await browser.context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      const answer = page.waitForResponse((response) => response.url().endsWith('/iiif/manifests/shut'));
      await goTo(page, site.page('otherSite', viewer, { manifest: `${archive.origin}/iiif/manifests/shut` }));
      assert.equal((await answer).status(), 401);
      await sleep(3000);
      assert.equal(await redIn(page, title), 0);
      const text = await page.evaluate(() => document.body.innerText);
      // Universal Viewer shows nothing of a manifest that isn't a 200; Mirador's picture says where to sign in (docs/viewers.md).
      if (viewer === 'clover') assert.match(text, /Sign in at https:\/\/archive\.test/);
      else if (viewer !== 'uv') assert.match(text, /Restricted item/);
    });

  rule('[U8] a manifest without names for everyone, with names for who may see', async (title) => {
    const page = await browser.context.newPage();
    const address = `${archive.origin}/iiif/manifests/login`;
    await goTo(page, address);
    const bare = await page.evaluate(() => document.body.innerText);
    assert.match(bare, /"Canvas"/);
    assert.doesNotMatch(bare, /"label":\s*\{[^}]*"login"/);
    await goTo(page, `${archive.origin}/iiif-login`);
    await signInAt(page, people.ayesha);
    await page.waitForLoadState();
    await goTo(page, address);
    await saveScreenshot(page, title);
    assert.match(await page.evaluate(() => document.body.innerText), /"label":\s*\{[^}]*"login"/);
  });
});
