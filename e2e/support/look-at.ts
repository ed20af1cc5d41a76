import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findBarriers } from './axe.js';
import { folders } from './settings.js';

export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly width: number;
}

/** Every way in which a page is looked at. */
export const looks: readonly Look[] = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 1280 },
  { scheme: 'light', width: 360 },
  { scheme: 'dark', width: 360 },
];

/** The two that differ most, for tests that look at many pages. */
export const fewLooks: readonly Look[] = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 360 },
];

/** Pictures of a page, which people look at, in `out/FOLDER`; axe finds nothing in any look, and nothing sticks out. */
export async function lookAt(
  page: Page,
  folder: string,
  name: string,
  wanted: readonly Look[] = looks,
): Promise<void> {
  mkdirSync(join(folders.out, folder), { recursive: true });
  for (const { scheme, width } of wanted) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 800 });
    const file = join(folders.out, folder, `${name}-${scheme}-${width}.png`);
    await page.screenshot({ path: file, fullPage: true });
    assert.deepEqual(await findBarriers(page), [], `${name}, ${scheme}, ${width} px`);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    assert.ok(Number(overflow) <= 0, `${name} is ${overflow} px wider than ${width} px`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
}
