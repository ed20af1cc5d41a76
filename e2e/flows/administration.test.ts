import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { type Browser, startBrowser } from '../support/browser.js';
import { goTo } from '../support/go-to.js';
import { archive } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import {
  checkIt,
  closeFolder,
  enter,
  type Hour,
  importPeople,
  letPeopleIn,
  runningVersion,
  undoIt,
} from '../walk/first-hour.js';
import { type Hands, keyboard, pointer } from '../walk/hands.js';

let stack: Stack;
let release: () => Promise<void>;

before(async () => {
  ({ stack, release } = await useStack());
});

after(async () => {
  await release?.();
});

interface Way {
  readonly title: string;
  /** Ends the names of those who are made. */
  readonly key: string;
  readonly script: boolean;
  readonly hands: (page: Page) => Hands;
}

const ways: readonly Way[] = [
  { title: 'with a mouse', key: 'm', script: true, hands: pointer },
  { title: 'with the keyboard alone', key: 'k', script: true, hands: keyboard },
  { title: 'without JavaScript', key: 's', script: false, hands: pointer },
];

for (const { title, key, script, hands } of ways)
  describe(`the first hour of an administrator, ${title}`, () => {
    const cast = {
      name: `vera-${key}`,
      group: `first-hour-${key}`,
      two: [`hanna-${key}`, `piotr-${key}`],
      reader: `r${Date.now().toString(36)}${key}-`,
    } as const;
    let browser: Browser;
    let hour: Hour;
    let startedWith = 0;

    async function cleanUp(): Promise<void> {
      for (const name of [cast.name, ...cast.two]) await stack.tryGatehouse(['user', 'delete', name]);
      await stack.tryGatehouse(['group', 'delete', cast.group, '--yes']);
      await stack.tryGatehouse(['group', 'delete', cast.group]);
    }

    before(async () => {
      await cleanUp();
      startedWith = await runningVersion({ stack });
      browser = await startBrowser('allowed', [], { script });
      const page = await browser.context.newPage();
      page.setDefaultTimeout(15_000);
      hour = { stack, page, hands: hands(page), cast };
    });

    after(async () => {
      await browser?.close();
      if (startedWith > 0) await stack.tryGatehouse(['policy', 'rollback', String(startedWith), '--yes']);
      await cleanUp();
    });

    it('begins with the set-up link, a password and a second factor', async () => enter(hour));
    it('goes on with a group and two people', async () => letPeopleIn(hour));
    it('imports two hundred people, three rows being bad', async () => importPeople(hour));
    it('closes a folder to a preview, having seen how many images that are', async () => closeFolder(hour));
    it('checks it with Why?, and through somebody else’s eyes', async () => checkIt(hour));
    it('finds the change in the audit, and undoes it', async () => undoIt(hour, startedWith));

    it('skips to the content with the first key', async () => {
      const { page } = hour;
      await goTo(page, `${archive.origin}/auth/admin/people`);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate('document.activeElement.className'), 'skip');
      await page.keyboard.press('Enter');
      assert.match(page.url(), /#content$/);
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(`document.querySelector('main').contains(document.activeElement)`));
    });
  });
