import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { recordBrowser } from './failure-record.js';
import { chromiumPath } from './settings.js';

export type ThirdPartyCookies = 'allowed' | 'blocked';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
  '--host-resolver-rules=MAP *.test 127.0.0.1',
];

export interface Browser {
  readonly context: BrowserContext;
  /** Console lines and page errors of every page so far. */
  readonly console: readonly string[];
  close(): Promise<void>;
}

/**
 * Debian's Chromium with a fresh profile. It blocks third-party cookies by default; the only switch that
 * works is a preference that lies in the profile before the start, hence the persistent context.
 * @param script false: as where somebody switched JavaScript off
 * @param trustedKeys hashes of public keys whose certificates count as good (`trusted-key.ts`)
 */
export async function startBrowser(
  thirdPartyCookies: ThirdPartyCookies,
  trustedKeys: readonly string[] = [],
  { script = true }: { readonly script?: boolean } = {},
): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'gatehouse-e2e-profile-'));
  if (thirdPartyCookies === 'allowed') {
    mkdirSync(join(profile, 'Default'));
    writeFileSync(join(profile, 'Default', 'Preferences'), '{"profile":{"cookie_controls_mode":0}}');
  }
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: true,
    // Playwright's default would let pop-ups open without a click, which no real visitor's browser does.
    ignoreDefaultArgs: ['--disable-popup-blocking'],
    args: [
      ...flags,
      ...(trustedKeys.length === 0 ? [] : [`--ignore-certificate-errors-spki-list=${trustedKeys.join(',')}`]),
    ],
    ignoreHTTPSErrors: true,
    javaScriptEnabled: script,
    viewport: { width: 1200, height: 800 },
  });
  const lines: string[] = [];
  context.on('page', (page) => {
    page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => lines.push(`page error: ${error.message}`));
  });
  const browser: Browser = {
    context,
    console: lines,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
  recordBrowser(browser);
  return browser;
}
