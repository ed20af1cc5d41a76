import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { leavePage } from '../support/leave-page.js';

export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** How somebody operates a page. */
export interface Hands {
  fill(field: Locator, text: string): Promise<void>;
  /** A button or link that leads to another page; ends there. */
  press(control: Locator): Promise<void>;
  /** A box, a choice among several, a part that folds out. */
  toggle(control: Locator): Promise<void>;
  choose(select: Locator, value: string): Promise<void>;
  give(field: Locator, file: GivenFile): Promise<void>;
}

/** A mouse, or a finger. */
export const pointer = (page: Page): Hands => ({
  fill: async (field, text) => field.fill(text),
  press: async (control) => leavePage(page, async () => control.click()),
  toggle: async (control) => control.click(),
  choose: async (select, value) => void (await select.selectOption(value)),
  give: async (field, file) => field.setInputFiles(file),
});

const isSeen = `(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const { top, bottom, width } = document.activeElement.getBoundingClientRect();
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 0 && bottom > 0 && top < innerHeight;
})()`;

/** The keyboard alone: everything is reached with Tab, and it is seen where one is. */
export function keyboard(page: Page): Hands {
  const key = async (name: string): Promise<void> => page.keyboard.press(name);
  async function reach(control: Locator): Promise<void> {
    await control.waitFor({ state: 'attached' });
    for (let steps = 0; steps < 250; steps += 1) {
      if (await control.evaluate((element) => element === document.activeElement)) {
        assert.ok(await page.evaluate(isSeen), `focus is not to be seen: ${String(control)}`);
        return;
      }
      await key('Tab');
    }
    throw new Error(`not reached with Tab: ${String(control)}`);
  }
  return {
    async fill(field, text) {
      await reach(field);
      await key('ControlOrMeta+A');
      await page.keyboard.type(text);
    },
    async press(control) {
      await reach(control);
      await leavePage(page, async () => key('Enter'));
    },
    async toggle(control) {
      const type = await control.getAttribute('type');
      if (type !== 'radio') {
        await reach(control);
        await key('Space');
        return;
      }
      const name = (await control.getAttribute('name')) ?? '';
      const all = page.locator(`input[type=radio][name="${name}"]`);
      await reach(all.first());
      await key('Space');
      for (let steps = 0; steps < 20 && !(await control.isChecked()); steps += 1) await key('ArrowDown');
      assert.ok(await control.isChecked());
    },
    async choose(select, value) {
      await reach(select);
      for (let steps = 0; steps < 60 && (await select.inputValue()) !== value; steps += 1) await key('ArrowDown');
      assert.equal(await select.inputValue(), value);
    },
    async give(field, file) {
      await reach(field);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), key('Enter')]);
      await chooser.setFiles(file);
    },
  };
}
