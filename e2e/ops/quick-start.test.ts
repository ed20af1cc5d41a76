import './ops-settings.js';
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { type Browser, startBrowser } from '../support/browser.js';
import { keepingEvidence, saveScreenshot } from '../support/failure-record.js';
import { goTo } from '../support/go-to.js';
import { ask } from '../support/http-client.js';
import { infoOf, infoPath, loginServices } from '../support/iiif.js';
import { MiradorPage } from '../support/mirador-page.js';
import { colours, decodePng } from '../support/pixels.js';
import { mustRun } from '../support/run-command.js';
import { archive, folders, ports } from '../support/settings.js';
import { totpCode } from '../support/totp.js';
import { until } from '../support/wait.js';
import { pointer } from '../walk/hands.js';
import { Machine } from './machine.js';
import { project, subnet6 } from './ops-settings.js';

const administrator = { name: 'first', password: 'harbour mosaic violet 5uwz' };
const reader = { name: 'tom', password: 'reading glasses 91' };
const [folder, picture] = ['open', 'open!mountains.jp2'];

/** A cold build, on request: somebody who clones has no layers of ours in their engine. */
const cold = process.env['QUICK_START_COLD'] === '1';

// The usual ports and network may be taken here; a reader needs no settings.
const settings = [
  `VIRTUAL_HOST=${archive.host}`,
  `PUBLIC_URL=${archive.origin}`,
  `HTTPS_PORT=${ports.https}`,
  `HTTP_PORT=${ports.http}`,
  `EDGE_SUBNET6=${subnet6}`,
  '',
].join('\n');

/** docs/install.md, steps 1 and 2, as a person does them; the seconds are told, and are no condition. */
describe('the quick start', () => {
  const machine = new Machine(join(mkdtempSync(join(tmpdir(), 'gatehouse-quick-')), 'gatehouse'));
  let browsers: Browser[] = [];
  let steps = 0;

  async function open(): Promise<Browser> {
    const browser = await startBrowser('blocked');
    browsers = [...browsers, browser];
    return browser;
  }
  /** Something a person does. */
  async function step(act: () => Promise<unknown>): Promise<void> {
    steps += 1;
    await act();
  }

  before(async () => {
    await mustRun('mkdir', ['-p', machine.folder]);
    await mustRun('git', ['clone', '-q', folders.repository, machine.folder]);
    machine.write('.env', settings);
    await machine.script('stop', '--volumes');
    await mustRun('rm', ['-rf', machine.folder]);
  });
  after(async () => {
    for (const browser of browsers) await browser.close();
    await machine.lose();
  });

  async function signUp(page: Page, link: string): Promise<void> {
    const hands = pointer(page);
    const press = (name: string) => hands.press(page.getByRole('button', { name, exact: true }).first());
    await step(async () => goTo(page, link));
    await step(async () => {
      await hands.fill(page.locator('#username'), administrator.name);
      await hands.fill(page.locator('#password'), administrator.password);
      await hands.fill(page.locator('#repeat'), administrator.password);
      await press('Create the administrator');
    });
    await step(async () => {
      await hands.press(page.getByRole('link', { name: 'Set up an app' }));
      const secret = ((await page.textContent('code.copy')) ?? '').replaceAll(' ', '');
      await hands.fill(page.locator('#code'), totpCode(secret));
      await press('Set up');
    });
    await step(async () => hands.press(page.getByRole('link', { name: 'I have kept them' })));
    await page.waitForURL('**/auth/admin/');
  }

  /** Whoever is signed in instead of everyone. */
  async function close(page: Page): Promise<void> {
    const hands = pointer(page);
    const publish = async (): Promise<void> => {
      await hands.press(page.getByRole('button', { name: 'Publish', exact: true }));
      await page.getByText('The rules are in force').first().waitFor();
    };
    const openFolder = async (): Promise<void> => {
      await goTo(page, `${archive.origin}/auth/admin/`);
      await hands.press(page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: 'Folders', exact: true })); // prettier-ignore
      await hands.press(page.getByRole('link', { name: folder ?? '', exact: true }));
    };
    await step(async () => {
      await openFolder();
      await hands.toggle(page.locator('summary', { hasText: 'Add a grant' }));
      await hands.choose(page.locator('#grant-who'), 'signed-in');
      const form = page.locator('form', { has: page.locator('#grant-who') });
      await hands.press(form.getByRole('button', { name: 'Show what would change' }));
      await publish();
    });
    await step(async () => {
      await openFolder();
      await hands.press(page.getByRole('button', { name: /^Remove: everyone/i }));
      await publish();
    });
  }

  async function invite(page: Page): Promise<void> {
    const hands = pointer(page);
    await step(async () => {
      await goTo(page, `${archive.origin}/auth/admin/people`);
      await hands.press(page.getByRole('link', { name: 'New person' }));
      await hands.fill(page.locator('#username'), reader.name);
      await hands.toggle(page.locator('#way-password'));
      await hands.fill(page.locator('#password'), reader.password);
      await hands.fill(page.locator('#repeat'), reader.password);
      await hands.press(page.getByRole('button', { name: 'Create', exact: true }));
    });
  }

  it('leads from a clone to the first protected image in a viewer', async (test: TestContext) =>
    keepingEvidence(test, async () => {
      const load = loadavg().map((n) => n.toFixed(1)).join(' '); // prettier-ignore
      const began = performance.now();
      const times: string[] = [];
      const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1);
      const lap = (what: string): void => void times.push(`${what} ${seconds()} s`);

      await step(async () => mustRun('git', ['clone', '-q', folders.repository, machine.folder]));
      machine.write('.env', settings);
      lap('cloned');
      if (cold) {
        const build = ['compose', 'build', '--no-cache', '--quiet'];
        await mustRun('docker', build, { cwd: machine.folder, env: { COMPOSE_PROJECT_NAME: project }, timeout: 900_000 });
        lap('built without any layer');
      }
      let said = '';
      await step(async () => (said = await machine.must('start')));
      lap('started');
      const link = /Set-up link\s+(https:\S+)/.exec(said)?.[1] ?? '';
      assert.notEqual(link, '', said);

      const page = await (await open()).context.newPage();
      await signUp(page, link);
      lap('administrator');
      await close(page);
      lap('folder closed');
      await invite(page);
      lap('person made');

      const refused = await until(async () => {
        const answer = await ask(infoPath(picture ?? ''));
        return answer.status === 401 ? answer : null;
      }, { within: 20_000, every: 500 }); // prettier-ignore
      assert.ok(refused, 'strangers are refused');
      const { login } = loginServices(infoOf(refused));

      const { context } = await open();
      let viewer: MiradorPage | undefined;
      await step(async () => {
        viewer = await MiradorPage.openAt(context, `${archive.origin}/view/?manifest=/iiif/manifests/${folder}`);
        await viewer.answers((path, status) => path.endsWith('/info.json') && status === 401);
      });
      const shown = async (title: string): Promise<number> => colours(decodePng(await saveScreenshot(viewer!.page, title)));
      const before = await shown('quick start 1 before');
      await step(async () => viewer?.signIn(login.confirmLabel ?? '', reader));
      assert.ok(await until(async () => (await shown('quick start 2 signed in')) > before + 1000, { within: 60_000, every: 500 }), `${before} colours before, ${await shown('quick start 2 signed in')} afterwards`); // prettier-ignore
      lap('picture shown');
      test.diagnostic(`${seconds()} s of machine time, ${steps} steps of a person; ${times.join(', ')}; load ${load} at first${cold ? ', cold' : ''}`);
    }));
});
