import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Browser } from './browser.js';
import { folders } from './settings.js';

let current: Browser | null = null;

/** The browser whose pages are worth keeping when a test fails. */
export function recordBrowser(browser: Browser): void {
  current = browser;
}

const fileName = (title: string): string => title.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 150);

/** Saves a picture of a page under a name that says what it shows; gives the picture's bytes. */
export async function saveScreenshot(
  page: { screenshot(options: { path: string }): Promise<Buffer> },
  title: string,
): Promise<Buffer> {
  const folder = join(folders.out, 'screens');
  mkdirSync(folder, { recursive: true });
  return page.screenshot({ path: join(folder, `${fileName(title)}.png`) });
}

/** Runs a test body; when it fails, keeps what every open page showed and said. */
export async function keepingEvidence(context: TestContext, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    await saveEvidence(context.name).catch(() => undefined);
    throw error;
  }
}

async function saveEvidence(title: string): Promise<void> {
  if (current === null) return;
  const pages = current.context.pages();
  for (const [number, page] of pages.entries()) {
    await saveScreenshot(page, `FAILED-${title}-page-${number}`).catch(() => undefined);
  }
  const addresses = pages.map((page) => `open: ${page.url()}`);
  writeFileSync(
    join(folders.out, `${fileName(title)}.console.txt`),
    [...addresses, ...current.console].join('\n'),
  );
}
