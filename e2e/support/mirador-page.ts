import type { BrowserContext, Page } from 'playwright-core';
import { saveScreenshot } from './failure-record.js';
import { goTo } from './go-to.js';
import { archive, type ViewerPlace } from './settings.js';
import { decodePng, shareOf } from './pixels.js';
import type { PaintingName } from '../fixtures/paint.js';
import type { PostedMessage } from './listener-page.js';
import type { ViewerSite } from './viewer-site.js';
import type { ViewerName } from '../viewers/unpack-viewers.js';
import type { Person } from './people.js';
import { sleep, until } from './wait.js';

/** One request to the archive that a viewer's page made. */
export interface SeenRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface MiradorOptions {
  readonly viewer: ViewerName;
  readonly place: ViewerPlace;
  readonly manifest: string;
  /** Ask again for tiles that were refused (a Mirador 4 page needs it to repaint after the sign-in). */
  readonly retry?: boolean;
}

/** An unmodified Mirador, used as a person would: by its buttons. */
export class MiradorPage {
  readonly page: Page;
  readonly seen: SeenRequest[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.on('response', (response) => {
      if (!response.url().startsWith(archive.origin)) return;
      this.seen.push({
        at: Date.now(),
        method: response.request().method(),
        path: response.url().slice(archive.origin.length),
        status: response.status(),
      });
    });
  }

  static async open(
    context: BrowserContext,
    site: ViewerSite,
    options: MiradorOptions,
  ): Promise<MiradorPage> {
    const manifest = archive.origin + options.manifest;
    const retry: Record<string, string> = options.retry === true ? { retry: '1' } : {};
    return MiradorPage.openAt(context, site.page(options.place, options.viewer, { manifest, ...retry }));
  }

  /** Opens a page that holds a Mirador, wherever it is, and waits until it asked about its first image. */
  static async openAt(context: BrowserContext, address: string): Promise<MiradorPage> {
    const page = await context.newPage();
    const mirador = new MiradorPage(context, page);
    await goTo(page, address);
    const hasAsked = async (): Promise<boolean> =>
      mirador
        .answers((path) => path.endsWith('/info.json'))
        .then(
          () => true,
          () => false,
        );
    // A script may have been lost too (see `goTo`).
    if (!(await hasAsked())) {
      await page.reload();
      await mirador.answers((path) => path.endsWith('/info.json'));
    }
    return mirador;
  }

  /** Waits until the archive answered a request that fits. */
  async answers(fits: (path: string, status: number) => boolean, within = 15_000): Promise<void> {
    const found = await until(() => this.seen.some(({ path, status }) => fits(path, status)), {
      within,
      every: 100,
    });
    if (!found) throw new Error(`no such answer; seen:\n${this.story()}`);
  }

  /** Starts the sign-in by Mirador's own buttons; gives the window that opens. */
  async openSignIn(confirmLabel: string): Promise<Page> {
    const proceed = this.page.getByText('Continue', { exact: true }).first();
    // Exactly: the folded bar is a button too, and repeats the label.
    const confirm = this.page.getByRole('button', { name: confirmLabel, exact: true }).first();
    await proceed.or(confirm).first().waitFor({ timeout: 15_000 });
    if (await proceed.isVisible()) {
      await proceed.click();
      await confirm.waitFor();
      await sleep(500); // the bar unfolds
    }
    const [popup] = await Promise.all([this.#context.waitForEvent('page'), confirm.click()]);
    await popup.waitForLoadState();
    return popup;
  }

  /** Signs in through the window until it closes by itself. */
  async signIn(confirmLabel: string, person: Person): Promise<void> {
    const popup = await this.openSignIn(confirmLabel);
    const form = popup.locator('form').first();
    await form.locator('input[type=text], input[type=email], input:not([type])').first().fill(person.name);
    await form.locator('input[type=password]').first().fill(person.password);
    await saveScreenshot(popup, 'sign-in-window');
    const closed = popup.waitForEvent('close', { timeout: 15_000 });
    await form.locator('button[type=submit], button:not([type]), input[type=submit]').first().click();
    await closed;
  }

  /** Signs out by Mirador's button; the window that opens is left alone. */
  async signOut(label: string): Promise<Page> {
    const button = this.page.getByRole('button', { name: label, exact: true }).first();
    const [popup] = await Promise.all([this.#context.waitForEvent('page'), button.click()]);
    return popup;
  }

  nextCanvas = (): Promise<void> => this.page.locator('.mirador-next-canvas-button').first().click();
  previousCanvas = (): Promise<void> => this.page.locator('.mirador-previous-canvas-button').first().click();

  /** Share of the page that shows a painting; waits for it to be at least `least`. Keeps the picture. */
  async shows(painting: PaintingName, least: number, title: string, within = 20_000): Promise<number> {
    const share = async (): Promise<number> =>
      shareOf(decodePng(await saveScreenshot(this.page, title)), painting);
    let last = 0;
    await until(
      async () => {
        await this.#touch();
        last = await share();
        return last >= least;
      },
      { within, every: 700 },
    );
    return last;
  }

  /** Mirador 4 holds tiles that came late, and paints them only when the view is moved next. */
  async #touch(): Promise<void> {
    const reset = this.page.getByRole('button', { name: 'Reset zoom' }).first();
    if (await reset.isVisible()) await reset.click();
    await sleep(300);
  }

  posted(): Promise<PostedMessage[]> {
    return this.page.evaluate(() => (window as unknown as { posted: PostedMessage[] }).posted);
  }

  /** What was asked and answered, one line each; for messages. */
  story = (): string => this.seen.map(({ method, path, status }) => `${status} ${method} ${path}`).join('\n');
}
