import type { Page } from 'playwright-core';

/**
 * Opens an address. Containers that come and go change the machine's network, and Chromium drops what it was
 * loading at that moment: such a loss, and only such a one, is tried again.
 */
export async function goTo(page: Page, address: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await page.goto(address);
      return;
    } catch (error) {
      if (attempt === 5 || !/ERR_NETWORK_CHANGED|chrome-error:/.test(String(error))) throw error;
    }
  }
}
