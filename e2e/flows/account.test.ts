import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { type Browser, startBrowser } from '../support/browser.js';
import { goTo } from '../support/go-to.js';
import { lookAt as lookAtPage } from '../support/look-at.js';
import { people } from '../support/people.js';
import { archive } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import { totpCode } from '../support/totp.js';
import { trustedKeyOfArchive } from '../support/trusted-key.js';

/** A person of this test's own: administrators of other tests keep their password alone. */
const olga = { name: 'olga', password: 'ferry lamp quorum 5uwz' };

let stack: Stack;
let release: () => Promise<void>;
let browser: Browser;
let page: Page;
let device: CDPSession;
let authenticator = '';
let secret = '';

before(async () => {
  ({ stack, release } = await useStack());
  await stack.gatehouse(
    ['user', 'add', olga.name, '--administrator', '--email', 'olga@example.org', '--password-stdin'],
    `${olga.password}\n`,
  );
  browser = await startBrowser('allowed', [await trustedKeyOfArchive()]);
  page = await browser.context.newPage();
  // Containers that come and go change the machine's network, and Chromium drops what it was sending (go-to.ts).
  page.on('requestfailed', (request) => {
    if (request.isNavigationRequest() && request.failure()?.errorText.includes('NETWORK_CHANGED') === true)
      page.reload().catch(() => undefined);
  });
  device = await browser.context.newCDPSession(page);
  await device.send('WebAuthn.enable');
  const added = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  authenticator = added.authenticatorId;
});

after(async () => {
  await browser?.close();
  await stack?.tryGatehouse(['user', 'delete', olga.name]);
  await release?.();
});

const open = async (path: string): Promise<void> => goTo(page, archive.origin + path);
const path = (): string => new URL(page.url()).pathname;
const press = async (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

async function givePassword(person: { readonly name: string; readonly password: string }): Promise<void> {
  await page.fill('#username', person.name);
  await page.fill('#password', person.password);
  await press('Sign in');
}

const lookAt = async (name: string): Promise<void> => lookAtPage(page, `account-${name}`);

describe('people’s own pages, in a real browser', () => {
  it('lead a new administrator from the password to a second factor and into the administration', async () => {
    await open('/account/sign-in');
    await givePassword(olga);
    await page.waitForURL('**/account/security');
    await page.getByRole('link', { name: 'Set up an app' }).click();
    secret = ((await page.textContent('code.copy')) ?? '').replaceAll(' ', '');
    await page.fill('#code', '000000');
    await press('Set up');
    await page.getByRole('alert').waitFor();
    await page.fill('#code', totpCode(secret));
    await press('Set up');
    await page.locator('ol.codes').waitFor();
    assert.equal(await page.locator('ol.codes li').count(), 10);
    const file = await page.getByRole('link', { name: 'Save as a text file' }).getAttribute('href');
    const first = (await page.textContent('ol.codes li')) ?? '-';
    assert.ok(decodeURIComponent(file ?? '').includes(first.trim()));
    await page.getByRole('link', { name: 'I have kept them' }).click();
    await page.waitForURL('**/auth/admin/');
  });

  it('keep a passkey, under a name, and forget it again', async () => {
    await open('/account/security');
    await page.fill('#passkey-name', 'Work laptop');
    await press('Add a passkey');
    await page.getByText('The passkey is added.').waitFor();
    await page.fill('#passkey-0', 'Old laptop');
    await press('Rename');
    await page.getByText('The passkey is renamed.').waitFor();
    assert.equal(await page.inputValue('#passkey-0'), 'Old laptop');
    await lookAt('security');
    await press('Remove the passkey Old laptop');
    await page.getByText('The passkey is removed.').waitFor();
    assert.equal(await page.locator('#passkey-0').count(), 0);
    await device.send('WebAuthn.clearCredentials', { authenticatorId: authenticator });
  });

  it('ask for a code after the password, and take each once', async () => {
    await press('Sign out');
    await givePassword(olga);
    await page.locator('#code').waitFor();
    await page.fill('#code', '000000');
    await press('Go on');
    await page.getByRole('alert').waitFor();
    // The one of this moment may have been used when the app was set up; the next one counts already.
    await page.fill('#code', totpCode(secret, 1));
    await press('Go on');
    await page.waitForURL('**/auth/admin/');
  });

  it('let somebody in by passkey alone, here and in the viewers’ window', async () => {
    await open('/account/security');
    await page.fill('#passkey-name', 'Work laptop');
    await press('Add a passkey');
    await page.getByText('The passkey is added.').waitFor();
    await press('Sign out');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
    await lookAt('sign-in-passkey');
    await press('Sign in with a passkey');
    await page.waitForURL('**/auth/admin/');
    await open('/iiif-login?return=/');
    await press('Sign in with a passkey');
    await page.waitForURL(`${archive.origin}/`);
    await open('/iiif-login');
    await page.getByText('You are signed in as olga.').waitFor();
  });

  it('say so when the device says no, and send nothing', async () => {
    await page.context().clearCookies();
    await open('/account/sign-in');
    await device.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: false });
    await press('Sign in with a passkey');
    await page.getByText('That did not work, or was cancelled.').waitFor();
    assert.equal(path(), '/account/sign-in');
    await device.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: true });
    await press('Sign in with a passkey');
    await page.waitForURL('**/auth/admin/');
  });

  it('are used by keyboard alone', async () => {
    await open('/account/password');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the content');
    await page.keyboard.press('Enter');
    await page.focus('#current');
    await page.keyboard.type(olga.password);
    await page.keyboard.press('Tab');
    await page.keyboard.type('password1');
    await page.keyboard.press('Tab');
    await page.keyboard.type('password1');
    await page.keyboard.press('Enter');
    await page.getByText('lists of common passwords that guessing starts with').waitFor();
  });

  it('come back with the password alone after `reset-second-factor`', async () => {
    await stack.gatehouse(['user', 'reset-second-factor', olga.name]);
    await open('/account/');
    assert.equal(path(), '/account/sign-in');
    await givePassword(olga);
    await page.waitForURL('**/account/security');
  });

  it('leave the viewers’ window to the password where no group asks for more', async () => {
    await page.context().clearCookies();
    await open('/iiif-login?return=/');
    await givePassword(people.ines);
    await page.waitForURL(`${archive.origin}/`);
  });

  it('run nothing that the policy of the pages forbids', () => {
    assert.deepEqual(
      browser.console.filter((line) => /Content Security Policy|page error/.test(line)),
      [],
    );
  });
});
