import type { Page } from 'playwright-core';
import { type Browser, startBrowser, type ThirdPartyCookies } from '../support/browser.js';
import { saveScreenshot } from '../support/failure-record.js';
import { goTo } from '../support/go-to.js';
import { people } from '../support/people.js';
import { decodePng, shareOf } from '../support/pixels.js';
import { archive, type ViewerPlace } from '../support/settings.js';
import type { ViewerPageName, ViewerSite } from '../support/viewer-site.js';
import { roomAddress } from '../support/viewer-stack.js';
import { sleep, until } from '../support/wait.js';
import type { Pattern } from '../fixtures/viewer-collection.js';
import { openSignIn, signInControls } from './sign-in-controls.js';

export type Viewer = Exclude<ViewerPageName, 'listener'>;

export interface Layout {
  readonly place: ViewerPlace;
  readonly cookies: ThirdPartyCookies;
}

/** What a person saw. */
export const outcomes = {
  atOnce: 'shown at once',
  after: 'shown after signing in',
  previewThenFull: 'preview, then full',
  preview: 'preview only',
  nothingToClick: 'not shown; nothing to click',
  told: 'not shown; the reason is told',
  silent: 'not shown; no reason',
} as const;
export type Outcome = (typeof outcomes)[keyof typeof outcomes];

interface Seen {
  readonly path: string;
  readonly status: number;
}

const isFullTile = ({ path, status }: Seen): boolean =>
  status === 200 && /^\/iiif\/(?:3\/)?images\/[^/]+\/(?!info)/.test(path);

/** Plays one viewer before one folder, by its buttons, in a browser of its own. */
export async function play(
  site: ViewerSite,
  viewer: Viewer,
  pattern: Pattern,
  layout: Layout,
): Promise<Outcome> {
  const browser = await startBrowser(layout.cookies);
  try {
    return await playIn(browser, site, viewer, pattern, layout);
  } finally {
    await browser.close();
  }
}

async function playIn(
  { context }: Browser,
  site: ViewerSite,
  viewer: Viewer,
  pattern: Pattern,
  { place, cookies }: Layout,
): Promise<Outcome> {
  const title = `${viewer} ${pattern} ${place} ${cookies}`;
  if (pattern === 'kiosk' || pattern === 'external')
    await context.setExtraHTTPHeaders({ 'X-Forwarded-For': roomAddress });
  const page = await context.newPage();
  const seen: Seen[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(archive.origin))
      seen.push({ path: response.url().slice(archive.origin.length), status: response.status() });
  });
  const speaksImage3 = viewer === 'auth2' || viewer === 'vault';
  const manifest = `${archive.origin}/iiif/${speaksImage3 ? '3/' : ''}manifests/${pattern}`;
  await goTo(page, site.page(place, viewer, { manifest, ...(viewer === 'mirador4' ? { retry: '1' } : {}) }));
  await until(() => seen.some(({ path }) => path.endsWith('/info.json')), { within: 10_000, every: 100 });
  const hasControl = viewer !== 'clover' && viewer !== 'openseadragon';
  const tiered = pattern === 'tiered';
  if (await shows(page, viewer, `${title} 1`, tiered || pattern === 'open' || !hasControl ? 9000 : 4000)) {
    if (!tiered) return outcomes.atOnce;
    if (seen.some(isFullTile)) return outcomes.atOnce;
  }
  const { clicked, popup } = await openSignIn(context, page, signInControls[viewer]);
  if (!clicked) return (await shows(page, viewer, `${title} 2`, 500)) ? outcomes.preview : outcomes.nothingToClick;
  if (popup !== null) await finish(popup, pattern, `${title} window`);
  seen.length = 0;
  const whole = await until(
    async () => (await shows(page, viewer, `${title} 3`, 0)) && (!tiered || seen.some(isFullTile)),
    // Mirador 4 asks again for each refused tile only every other second.
    { within: viewer === 'mirador4' ? 35_000 : 14_000, every: 500 },
  );
  if (whole === true) return tiered ? outcomes.previewThenFull : outcomes.after;
  if (tiered && (await shows(page, viewer, `${title} 3`, 0))) return outcomes.preview;
  return (await isTold(page)) ? outcomes.told : outcomes.silent;
}

/** Fills in what the window asks for, until it closes. */
async function finish(popup: Page, pattern: Pattern, title: string): Promise<void> {
  const closed = popup.waitForEvent('close', { timeout: 10_000 }).catch(() => undefined);
  await popup.waitForLoadState().catch(() => undefined);
  if (popup.isClosed()) return;
  await saveScreenshot(popup, title).catch(() => undefined);
  const form = popup.locator('form').first();
  if (pattern === 'login' || pattern === 'tiered') {
    await form.locator('input[type=text], input[type=email], input:not([type])').first().fill(people.ayesha.name);
    await form.locator('input[type=password]').first().fill(people.ayesha.password);
  }
  const submit = form.locator('button[type=submit], button:not([type]), input[type=submit]').first();
  if ((await form.count()) > 0) await submit.click({ timeout: 5000 }).catch(() => undefined);
  await closed;
}

/** Whether the page shows the pages' own colours; asks again until the time (milliseconds) is over. */
async function shows(page: Page, viewer: Viewer, title: string, within: number): Promise<boolean> {
  const look = async (): Promise<boolean> => {
    if (viewer === 'mirador4') await touch(page);
    return shareOf(decodePng(await saveScreenshot(page, title)), 'red') >= 0.08;
  };
  return (await until(look, { within, every: 500 })) === true;
}

/** Mirador 4 holds tiles that came late, and paints them only when the view is moved next. */
async function touch(page: Page): Promise<void> {
  const reset = page.getByRole('button', { name: 'Reset zoom' }).first();
  if (await reset.isVisible()) await reset.click();
  await sleep(200);
}

/** Whether the page says why, in words of ours. */
async function isTold(page: Page): Promise<boolean> {
  const text = await page.evaluate(() => document.body.innerText);
  return /cookie|not successful|reading room|failed|denied|could not|sign in again|not signed in/i.test(text);
}
