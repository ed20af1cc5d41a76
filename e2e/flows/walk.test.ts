import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Response } from 'playwright-core';
import { undecided } from '../support/axe.js';
import { type Browser, startBrowser } from '../support/browser.js';
import { inspectPage } from '../support/inspect-page.js';
import { lookAt, screens } from '../support/look-at.js';
import { listRoutes } from '../support/route-table.js';
import { archive } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import { accountVisits, peopleVisits } from '../walk/account-visits.js';
import { runningVersion } from '../walk/first-hour.js';
import { longGroup, longUser, plain, wanda } from '../walk/people.js';
import { rulesVisits } from '../walk/rules-visits.js';
import { settingsVisits } from '../walk/settings-visits.js';
import { makePeople, visitorVisits } from '../walk/visitor-visits.js';
import { visit, type Visit, Walker } from '../walk/walker.js';

/** What answers GET without being a page; each is asked below, and none is HTML. */
const noPages =
  /\.(?:csv|json|css|svg|js)$|^\/auth\/admin\/(?:picture|view-as|tier-sample|look\/logo)$|^\/\^\\\/assets\\\//;

const told = [...visitorVisits, ...accountVisits, ...peopleVisits, ...settingsVisits, ...rulesVisits];
const routes = await listRoutes();
const gets = routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
const pages = gets.filter((path) => !noPages.test(path));
/** A page that nobody told a state of is looked at as it is, where its address needs nothing filled in. */
const untold = pages
  .filter((path) => !told.some(({ route }) => route === path) && !/[:{]/.test(path))
  .map((path) => visit(path, path.slice(1).replaceAll('/', '-')));

let stack: Stack;
let release: () => Promise<void>;
let browser: Browser;
let at: Walker;
let startedWith = 0;
/** Pages of ours that came with a policy that would let scripts within the page run, or with none. */
const lax = new Set<string>();

function watchPolicy(response: Response): void {
  const { 'content-type': type = '', 'content-security-policy': policy = '' } = response.headers();
  if (!type.startsWith('text/html') || !response.url().startsWith(archive.origin)) return;
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "'none'";
  if (!policy.includes("default-src 'none'") || /unsafe|\*|https:/.test(scripts)) lax.add(response.url());
}

async function cleanUp(): Promise<void> {
  for (const name of [wanda.name, plain.name, longUser, 'walk-2'])
    await stack?.tryGatehouse(['user', 'delete', name]);
  await stack?.tryGatehouse(['group', 'delete', longGroup, '--yes']);
  if (startedWith > 0) await stack?.tryGatehouse(['policy', 'rollback', String(startedWith), '--yes']);
  await stack?.tryGatehouse(['key', 'revoke', 'nightly-export-of-everything-to-the-union-catalogue']);
}

before(async () => {
  ({ stack, release } = await useStack());
  await cleanUp();
  startedWith = await runningVersion({ stack });
  browser = await startBrowser('allowed');
  const page = await browser.context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('response', watchPolicy);
  at = new Walker(page, stack);
  await makePeople(at);
});

after(async () => {
  const lines = [...undecided].map(([rule, where]) => `${rule}\t${where}`);
  if (lines.length > 0) writeFileSync(join(screens, 'undecided.txt'), `${lines.join('\n')}\n`);
  console.log(`# pictures of every page: ${screens}; left to people by axe-core: ${[...undecided.keys()].join(', ') || 'nothing'}`);
  await browser?.close();
  await cleanUp();
  await release?.();
});

function walk(visits: readonly Visit[]): void {
  for (const { route, name, go, outside = [], bare = false } of visits)
    it(`${route} (${name})`, async () => {
      await go(at);
      if (!bare) assert.deepEqual(await inspectPage(at.page), []);
      await lookAt(at.page, name, outside, !bare);
    });
}

describe('every page, in every state that matters, light and dark, narrow and wide', () => {
  it('is in this walk: the route tables hold no page without a visit', () => {
    const visited = new Set([...told, ...untold].map(({ route }) => route));
    assert.deepEqual(pages.filter((path) => !visited.has(path)), [], 'say in e2e/walk how to get there');
  });

  walk(visitorVisits);
  walk(accountVisits);
  walk(peopleVisits);
  walk(settingsVisits);
  walk(rulesVisits);
  walk(untold);

  it('comes with a policy that runs no script within a page, and broke it nowhere', () => {
    assert.deepEqual([...lax], []);
    const broken = browser.console.filter((line) => /Content Security Policy|page error|ran$/.test(line));
    assert.deepEqual(broken, []);
  });
});
