import type { BrowserContext, Page } from 'playwright-core';
import type { ViewerPageName } from '../support/viewer-site.js';
import { sleep } from '../support/wait.js';

/** Clicks what starts the sign-in in a viewer; null: the viewer offers nothing to click. */
export type StartSignIn = (page: Page, within: number) => Promise<boolean>;

async function clickWhenThere(page: Page, selector: string, within: number): Promise<boolean> {
  const control = page.locator(selector).first();
  const there = await control.waitFor({ state: 'visible', timeout: within }).then(
    () => true,
    () => false,
  );
  if (there) await control.click();
  return there;
}

/** Mirador folds the bar where there are texts: "Continue" first, then the button of the service. */
async function mirador(page: Page, within: number): Promise<boolean> {
  const proceed = page.getByText('Continue', { exact: true }).first();
  const there = await proceed.waitFor({ timeout: within }).then(
    () => true,
    () => false,
  );
  if (!there) return false;
  await proceed.click();
  await sleep(700); // the bar unfolds
  // What follows "Cancel" in the unfolded bar, whatever the service calls it.
  const confirm = page.locator('button:has-text("Cancel") + button').first();
  if (!(await confirm.isVisible())) return false;
  await confirm.click();
  return true;
}

const own: StartSignIn = (page, within) => clickWhenThere(page, '#confirm', within);
const none: StartSignIn = () => Promise.resolve(false);

/** How a person starts the sign-in in each viewer. */
export const signInControls: Readonly<Record<Exclude<ViewerPageName, 'listener'>, StartSignIn>> = {
  mirador3: mirador,
  mirador4: mirador,
  uv: (page, within) =>
    clickWhenThere(page, '.overlay.auth a.confirm:visible, .informationBox .actions a.btn:visible', within),
  clover: none,
  openseadragon: none,
  auth1: own,
  auth2: own,
  vault: own,
};

/** Clicks, and gives the window that opens; null: nothing to click, or the window was blocked. */
export async function openSignIn(
  context: BrowserContext,
  page: Page,
  start: StartSignIn,
): Promise<{ clicked: boolean; popup: Page | null }> {
  const opening = context.waitForEvent('page', { timeout: 12_000 }).catch(() => null);
  const clicked = await start(page, 7000);
  return { clicked, popup: clicked ? await opening : null };
}
