import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { goTo } from '../support/go-to.js';
import { archive } from '../support/settings.js';
import type { Stack } from '../support/stack.js';
import { totpCode } from '../support/totp.js';
import type { Hands } from './hands.js';
import { withoutAdministrator } from './without-administrator.js';

/** A new administrator, who knows nothing of the place, and whom they let in. */
export interface Cast {
  readonly name: string;
  readonly group: string;
  readonly two: readonly [string, string];
  /** Begins the names of those who are imported: another one in each run, since they stay. */
  readonly reader: string;
}

export interface Hour {
  readonly stack: Stack;
  readonly page: Page;
  readonly hands: Hands;
  readonly cast: Cast;
}

const password = 'harbour mosaic violet 5uwz';

const says = async (page: Page, text: string | RegExp, timeout?: number): Promise<void> =>
  page.getByText(text).first().waitFor(timeout === undefined ? {} : { timeout });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();
const menu = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name, exact: true });

/** Set-up link, password, second factor. */
export async function enter({ stack, page, hands, cast }: Hour): Promise<void> {
  await withoutAdministrator(stack, async () => {
    const link = /https:\/\/\S+/.exec(await stack.gatehouse(['setup-link']))?.[0] ?? '';
    await goTo(page, archive.origin + new URL(link).pathname);
    await hands.fill(page.locator('#username'), cast.name);
    await hands.fill(page.locator('#password'), password);
    await hands.fill(page.locator('#repeat'), password);
    await hands.press(button(page, 'Create the administrator'));
  });
  await page.waitForURL('**/account/security');
  await hands.press(page.getByRole('link', { name: 'Set up an app' }));
  const secret = ((await page.textContent('code.copy')) ?? '').replaceAll(' ', '');
  // A mistake first: the focus is on what is wrong, and the next Tab leads on to the field.
  await hands.fill(page.locator('#code'), '000000');
  await hands.press(button(page, 'Set up'));
  assert.equal(await page.evaluate('document.activeElement.id'), 'problems');
  assert.equal(await page.locator('#code').getAttribute('aria-describedby'), 'problems');
  await hands.fill(page.locator('#code'), totpCode(secret));
  await hands.press(button(page, 'Set up'));
  await hands.press(page.getByRole('link', { name: 'I have kept them' }));
  await page.waitForURL('**/auth/admin/');
}

/** A group, and two people in it, each with a link. */
export async function letPeopleIn({ page, hands, cast }: Hour): Promise<void> {
  await hands.press(menu(page, 'Groups'));
  await hands.fill(page.locator('#name'), cast.group);
  await hands.press(button(page, 'Create'));
  await says(page, 'The group is there');
  for (const name of cast.two) {
    await hands.press(menu(page, 'People'));
    await hands.press(page.getByRole('link', { name: 'New person' }));
    await hands.fill(page.locator('#username'), name);
    await hands.toggle(page.getByLabel(cast.group, { exact: true }));
    await hands.press(button(page, 'Create'));
    assert.match((await page.textContent('code.copy')) ?? '', /\/account\/link\//);
  }
}

/** Two hundred rows of a spreadsheet, three of which can't be used. */
export async function importPeople({ page, hands, cast }: Hour): Promise<void> {
  const { reader, group } = cast;
  const rows = Array.from({ length: 200 }, (_, index) => {
    if (index === 20) return 'bad name,Somebody,,';
    if (index === 90) return `${reader}90,Reader,no-address,`;
    if (index === 150) return `${reader}3,Again,,`;
    return `${reader}${index},Reader ${index},${reader}${index}@example.org,${group}`;
  });
  const buffer = Buffer.from(`name,display_name,email,groups\n${rows.join('\n')}\n`);
  await hands.press(menu(page, 'People'));
  await hands.press(page.getByRole('link', { name: 'Import from CSV' }));
  await hands.give(page.locator('#file'), { name: 'people.csv', mimeType: 'text/csv', buffer });
  await hands.press(button(page, 'Show what it would do'));
  await says(page, '3 rows can not be used');
  await hands.press(button(page, 'Import'));
  await says(page, '197 people made', 60_000);
}

/** The version of the rules that are in force. */
export async function runningVersion({ stack }: Pick<Hour, 'stack'>): Promise<number> {
  const history = JSON.parse(await stack.gatehouse(['policy', 'history', '--json'])) as { number: number }[];
  return Math.max(...history.map(({ number }) => number));
}

/** A folder is closed to a preview for the public, having seen how many images that are. */
export async function closeFolder({ page, hands, cast }: Hour): Promise<void> {
  await hands.press(menu(page, 'Folders'));
  await hands.press(page.getByRole('link', { name: 'open', exact: true }));
  await hands.toggle(page.locator('summary', { hasText: 'Use a template' }));
  await hands.toggle(page.getByLabel(/Preview and staff/));
  const tier = page.locator('#template-tier');
  if ((await tier.count()) > 0) await hands.choose(tier, 'preview');
  await hands.choose(page.locator('#template-group'), cast.group);
  await hands.press(button(page, 'Show what would change'));
  await says(page, /2 images will be more closed/);
  await page.locator('img.thumb').first().waitFor();
  await hands.press(button(page, 'Publish'));
  await says(page, 'The rules are in force');
}

const width = `(async () => { const image = document.querySelector('img.seen'); await image.decode(); return image.naturalWidth; })()`;

async function whyFor({ page, hands }: Hour, user: string): Promise<number> {
  await hands.press(menu(page, 'Why?'));
  await hands.fill(page.locator('#url'), 'open!a.jp2');
  if (user !== '') await hands.fill(page.locator('#user'), user);
  await hands.press(button(page, 'Why?'));
  await page.locator('img.seen').waitFor();
  return page.evaluate<number>(width);
}

/** Why? for the public, and for somebody in the group, who gets more; the picture is never more than the administrator may see themselves. */
export async function checkIt(hour: Hour): Promise<void> {
  const decision = async (): Promise<string> =>
    (await hour.page.locator('main .notice').first().textContent()) ?? '';
  const anyone = await whyFor(hour, '');
  assert.ok(anyone > 0 && anyone <= 400, `${anyone} pixels wide for anyone`);
  assert.match(await decision(), /preview/);
  const member = await whyFor(hour, hour.cast.two[0]);
  assert.ok(member > 0 && member <= 400, `${member} pixels wide for an administrator who looks through other eyes`);
  assert.match(await decision(), /full/);
}

/** The change is in the audit, with before and after, and is undone. */
export async function undoIt({ page, hands, cast }: Hour, before: number): Promise<void> {
  await hands.press(menu(page, 'Audit'));
  await hands.choose(page.locator('#show'), 'rules');
  await hands.press(button(page, 'Show'));
  await says(page, cast.name);
  await hands.press(page.getByRole('link', { name: /before and after/ }).first());
  await says(page, cast.group);
  await hands.press(page.getByRole('link', { name: /^Undo/ }));
  assert.equal(new URL(page.url()).pathname, `/auth/admin/rules/${before}`);
  await hands.press(button(page, 'Bring this version back'));
  await hands.press(button(page, /Publish/));
  await says(page, 'The rules are in force');
}
