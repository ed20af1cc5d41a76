import type { Page } from 'playwright-core';

/**
 * Opens an address. Containers that come and go change the machine's network, and Chromium drops what it was
 * loading at that moment, and soon loads it again by itself, in the way of whoever asks meanwhile: such a loss,
 * and only such a one, is tried again.
 */
export async function goTo(page: Page, address: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await page.goto(address);
      return;
    } catch (error) {
      if (attempt === 5 || !isLostConnection(error)) throw error;
    }
  }
}

const isLostConnection = (error: unknown): boolean =>
  /ERR_NETWORK_CHANGED|chrome-error:|interrupted by another navigation/.test(String(error));
