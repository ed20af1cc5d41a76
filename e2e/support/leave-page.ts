import type { Page } from 'playwright-core';

const lost = /ERR_NETWORK_CHANGED|chrome-error:|interrupted by another navigation/;

/** Does what leads to another page, and waits for that; what a change of the machine's network took is asked for again (go-to.ts). */
export async function leavePage(page: Page, act: () => Promise<unknown>): Promise<void> {
  try {
    await Promise.all([page.waitForNavigation(), act()]);
  } catch (error) {
    if (!lost.test(String(error))) throw error;
  }
  for (let tries = 0; tries < 10; tries += 1) {
    await page.waitForLoadState().catch(() => undefined);
    if (!page.url().startsWith('chrome-error:')) return;
    await page.reload().catch(() => undefined);
    await page.waitForTimeout(200);
  }
}
