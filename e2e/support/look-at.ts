import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findBarriers } from './axe.js';
import { isFullRun } from './full-run.js';
import { folders } from './settings.js';

export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly width: number;
}

const widths = [360, 768, 1280, 1920] as const;

/** Every way in which a page is looked at. */
const allLooks: readonly Look[] = widths.flatMap((width): Look[] => [
  { scheme: 'light', width },
  { scheme: 'dark', width },
]);

/** The two that differ most. */
const fewLooks: readonly Look[] = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 360 },
];

/** In the full run all eight, else two. */
export const looks = isFullRun ? allLooks : fewLooks;

/** Where the pictures are. */
export const screens = join(folders.out, 'screens', 'pages');

/**
 * A page in every look: a picture of it, which people look at; axe finds nothing; nothing sticks out.
 * @param outside parts that are not ours (selectors)
 */
export async function lookAt(
  page: Page,
  name: string,
  outside: readonly string[] = [],
  practice = true,
): Promise<void> {
  mkdirSync(screens, { recursive: true });
  for (const { scheme, width } of looks) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: join(screens, `${name}-${scheme}-${width}.png`), fullPage: true });
    assert.deepEqual(await findBarriers(page, outside, practice), [], `${name}, ${scheme}, ${width} px`);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    assert.ok(Number(overflow) <= 0, `${name} is ${String(overflow)} px wider than ${width} px`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
}
