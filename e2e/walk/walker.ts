import type { Page } from 'playwright-core';
import { goTo } from '../support/go-to.js';
import { leavePage } from '../support/leave-page.js';
import { archive } from '../support/settings.js';
import type { Stack } from '../support/stack.js';

/** Somebody who goes from page to page in one browser. */
export class Walker {
  readonly page: Page;
  readonly stack: Stack;

  constructor(page: Page, stack: Stack) {
    this.page = page;
    this.stack = stack;
  }

  open = async (path: string): Promise<void> => goTo(this.page, archive.origin + path);

  fill = async (id: string, text: string): Promise<void> => this.page.fill(`#${id}`, text);

  /** Presses a button, and waits for the page after it. */
  async press(name: string | RegExp): Promise<void> {
    const { page } = this;
    const button = page.getByRole('button', { name, exact: typeof name === 'string' }).first();
    await leavePage(this.page, async () => button.click());
  }

  async follow(name: string | RegExp): Promise<void> {
    await leavePage(this.page, async () => this.page.getByRole('link', { name }).first().click());
  }

  /** Sends a form of this page as a browser would, with fields changed that its own checks would hold back. */
  async submitAnyway(action: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const { page } = this;
    const script = `(() => {
      const form = [...document.forms].find((one) =>
        one.getAttribute('action') === ${JSON.stringify(action)} && ${JSON.stringify(Object.keys(fields))}.every((name) => one.elements[name]));
      form.noValidate = true;
      for (const [name, value] of Object.entries(${JSON.stringify(fields)})) {
        const field = form.elements[name];
        if (field instanceof RadioNodeList || field.type !== 'radio') field.value = value;
        else field.checked = true;
        if (field.type === 'checkbox') field.checked = true;
      }
      form.requestSubmit();
    })()`;
    await leavePage(this.page, async () => page.evaluate(script));
  }

  says = async (text: string | RegExp): Promise<void> => this.page.getByText(text).first().waitFor();

  async signIn(name: string, password: string): Promise<void> {
    await this.open('/account/sign-in');
    await this.fill('username', name);
    await this.fill('password', password);
    await this.press('Sign in');
  }
}

/** One state of a page that is worth looking at. */
export interface Visit {
  /** As the route table has it; several states may be of one route. `nginx`: written by the proxy. */
  readonly route: string;
  /** Names the pictures. */
  readonly name: string;
  readonly go: (walker: Walker) => Promise<unknown>;
  /** Parts of it that are not ours (selectors): axe leaves them out. */
  readonly outside?: readonly string[];
  /** Not a page of the product's look: only axe is asked. */
  readonly bare?: true;
}

export const visit = (route: string, name: string, go: Visit['go'] = async (at) => at.open(route)): Visit => ({
  route,
  name,
  go,
});
