import type { BrowserContext, Page } from 'playwright-core';
import { goTo } from './go-to.js';
import type { ViewerPlace } from './settings.js';
import type { ViewerSite } from './viewer-site.js';
import { sleep, until } from './wait.js';

export interface PostedMessage {
  readonly data: Readonly<Record<string, unknown>>;
  readonly origin: string;
}

/** A page on a viewer's origin that frames addresses and tells what was posted to it. */
export class ListenerPage {
  readonly page: Page;
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  static async open(
    context: BrowserContext,
    site: ViewerSite,
    place: ViewerPlace,
    open = '',
  ): Promise<ListenerPage> {
    const page = await context.newPage();
    await goTo(page, site.page(place, 'listener', { open }));
    return new ListenerPage(context, page);
  }

  /** Everything posted so far. */
  posted(): Promise<PostedMessage[]> {
    return this.page.evaluate(() => (window as unknown as { posted: PostedMessage[] }).posted);
  }

  /** Frames an address and gives what it posts: waits for the first message, then a little for more. */
  async frame(address: string, within = 6000): Promise<PostedMessage[]> {
    const before = (await this.posted()).length;
    await this.page.evaluate((to) => {
      (window as unknown as { frame(address: string): void }).frame(to);
    }, address);
    await until(async () => (await this.posted()).length > before, { within, every: 100 });
    await sleep(300);
    return (await this.posted()).slice(before);
  }

  /** Clicks the page's button, which opens the address it was given in a window, as viewers do. */
  async openWindow(): Promise<Page> {
    const [popup] = await Promise.all([this.#context.waitForEvent('page'), this.page.click('#open')]);
    await popup.waitForLoadState();
    return popup;
  }
}
