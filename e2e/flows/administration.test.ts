import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { type Browser, startBrowser } from '../support/browser.js';
import { goTo } from '../support/go-to.js';
import { lookAt } from '../support/look-at.js';
import { archive } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import { totpCode } from '../support/totp.js';

/** The new administrator of this test, who knows nothing of the place. */
const vera = { name: 'vera', password: 'harbour mosaic violet 5uwz' };

let stack: Stack;
let release: () => Promise<void>;
let browser: Browser;
let page: Page;
let startedWith = 0;

before(async () => {
  ({ stack, release } = await useStack());
  await cleanUp();
  browser = await startBrowser('allowed');
  page = await browser.context.newPage();
});

after(async () => {
  await browser?.close();
  await stack?.tryGatehouse(['policy', 'rollback', String(startedWith), '--yes']);
  await cleanUp();
  await release?.();
});

/** What this test makes and other tests do not expect. */
async function cleanUp(): Promise<void> {
  for (const name of [vera.name, 'hanna', 'piotr']) await stack?.tryGatehouse(['user', 'delete', name]);
  await stack?.tryGatehouse(['group', 'delete', 'first-hour', '--yes']);
  await stack?.tryGatehouse(['group', 'delete', 'first-hour']);
}

const open = async (path: string): Promise<void> => goTo(page, archive.origin + path);

/** Containers that come and go change the machine's network, and Chromium drops what it was loading just then: asked again. */
async function settle(): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    await page.waitForTimeout(100);
    await page.waitForLoadState().catch(() => undefined);
    if (!page.url().startsWith('chrome-error:')) return;
    await page.reload().catch(() => undefined);
  }
}

async function submit(): Promise<void> {
  await page.locator('main form button[type=submit]').first().click();
  await settle();
}

async function press(name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  await settle();
}

async function follow(name: string | RegExp): Promise<void> {
  await page.getByRole('link', { name }).first().click();
  await settle();
}

const says = async (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

/** Another one in each run: they stay. */
const reader = `r${Date.now().toString(36)}-`;

const rows = Array.from({ length: 200 }, (_, index) => {
  if (index === 20) return 'bad name,Somebody,,';
  if (index === 90) return `${reader}90,Reader,no-address,`;
  if (index === 150) return `${reader}3,Again,,`;
  return `${reader}${index},Reader ${index},${reader}${index}@example.org,first-hour`;
});

describe('the first hour of an administrator', () => {
  it('begins with a link, a password and a second factor', async () => {
    await stack.gatehouse(['user', 'add', vera.name, '--administrator', '--generate']);
    const text = await stack.gatehouse(['user', 'link', vera.name]);
    const link = /https:\/\/\S+/.exec(text)?.[0] ?? '';
    await open(new URL(link).pathname);
    await page.fill('#password', vera.password);
    await page.fill('#repeat', vera.password);
    await submit();
    if (new URL(page.url()).pathname !== '/account/sign-in') await open('/account/sign-in');
    if (new URL(page.url()).pathname === '/account/sign-in') {
      await page.fill('#username', vera.name);
      await page.fill('#password', vera.password);
      await submit();
    }
    await open('/account/security');
    await follow('Set up an app');
    const secret = ((await page.textContent('code.copy')) ?? '').replaceAll(' ', '');
    await page.fill('#code', totpCode(secret));
    await press('Set up');
    await follow('I have kept them');
    await page.waitForURL('**/auth/admin/');
  });

  it('goes on with a group, two people, and two hundred of a spreadsheet with three bad rows', async () => {
    await follow('Groups');
    await page.fill('#name', 'first-hour');
    await press('Create');
    await says('The group is there');
    for (const name of ['hanna', 'piotr']) {
      await open('/auth/admin/people');
      await follow('New person');
      await page.fill('#username', name);
      await page.getByLabel('first-hour').check();
      await press('Create');
      assert.match((await page.textContent('code.copy')) ?? '', /\/account\/link\//);
    }
    await open('/auth/admin/people');
    await follow('Import from CSV');
    const file = Buffer.from(`name,display_name,email,groups\n${rows.join('\n')}\n`);
    await page.setInputFiles('#file', { name: 'people.csv', mimeType: 'text/csv', buffer: file });
    await press('Show what it would do');
    await says('3 rows can not be used');
    await lookAt(page, 'import-plan');
    await press('Import');
    await page.getByText('197 people made').waitFor({ timeout: 60_000 });
    await lookAt(page, 'import-done');
  });

  it('closes a folder to a preview, having seen how many images that are', async () => {
    await open('/auth/admin/rules');
    startedWith = Number(await page.locator('table a').first().textContent());
    await follow('Folders');
    await follow('open');
    await page.getByText('Use a template').click();
    await page.getByLabel(/Preview and staff/).check();
    await page.selectOption('#template-group', 'first-hour');
    const tier = page.locator('#template-tier');
    if ((await tier.count()) > 0) await tier.selectOption({ index: 0 });
    await press('Show what would change');
    await says(/image[s]? will be more closed/);
    const shown = page.locator('img.thumb').first();
    await shown.scrollIntoViewIfNeeded();
    await shown.waitFor();
    await lookAt(page, 'plan');
    await press('Publish');
    await says('The rules are in force');
  });

  it('checks it with Why?, and through somebody else’s eyes', async () => {
    await follow('Why?');
    await page.fill('#url', 'open!a.jp2');
    await press('Why?');
    const seen = page.locator('img.seen');
    await seen.waitFor();
    const wide = await page.evaluate<number>(
      `(async () => { const image = document.querySelector('img.seen'); await image.decode(); return image.naturalWidth; })()`,
    );
    assert.ok(wide > 0 && wide <= 1000, `${wide} pixels wide`);
    await lookAt(page, 'why-answer');
  });

  it('finds the change in the audit, and undoes it', async () => {
    await follow('Audit');
    await page.selectOption('#show', 'rules');
    await press('Show');
    await follow('before and after');
    await says('+');
    await lookAt(page, 'compare');
    await open(`/auth/admin/rules/${startedWith}`);
    await press('Bring this version back');
    await press(/Publish/);
    await says('The rules are in force');
  });
});

describe('the administration', () => {
  it('is reached and left by the keyboard alone', async () => {
    await open('/auth/admin/');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.className'), 'skip');
    await page.keyboard.press('Enter');
    assert.match(page.url(), /#content$/);
    await open('/auth/admin/people');
    await page.focus('#search');
    await page.keyboard.type('hanna');
    await page.keyboard.press('Enter');
    await page.getByText('1 person').waitFor();
  });
});
