import type { Page } from 'playwright-core';

/** Runs in the page: everything that is wrong with its bones, in words. */
const look = String.raw`(() => {
  const wrong = [];
  const one = (selector, least, most) => {
    const count = document.querySelectorAll(selector).length;
    if (count < least || count > most) wrong.push(count + ' of ' + selector);
  };
  one('h1', 1, 1);
  one('main', 1, 1);
  one('head>title', 1, 1);
  if (!document.documentElement.lang) wrong.push('no language');
  let level = 0;
  for (const heading of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
    const here = Number(heading.tagName[1]);
    if (here > level + 1) wrong.push('a heading skips a level: ' + heading.textContent.trim());
    level = here;
  }
  for (const table of document.querySelectorAll('table'))
    for (const head of table.querySelectorAll('th'))
      if (!head.scope || head.textContent.trim() === '') wrong.push('a table head without scope or words: ' + table.textContent.trim().slice(0, 60));
  for (const table of document.querySelectorAll('table')) if (!table.querySelector('th')) wrong.push('a table without heads');
  for (const field of document.querySelectorAll('input:not([type=hidden]),select,textarea'))
    if (!field.labels || field.labels.length === 0) wrong.push('a field without a label: ' + field.name);
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  if (new Set(ids).size !== ids.length) wrong.push('an id comes twice');
  for (const element of document.querySelectorAll('[aria-describedby],[aria-labelledby],[aria-controls]'))
    for (const name of ['aria-describedby', 'aria-labelledby', 'aria-controls'])
      for (const id of (element.getAttribute(name) ?? '').split(' ').filter(Boolean))
        if (!document.getElementById(id)) wrong.push(name + ' leads nowhere: ' + id);
  const alert = document.querySelector('main [role=alert]');
  if (alert && alert.id === 'problems' && document.querySelector('main input:not([type=hidden]),main textarea') && document.querySelectorAll('[aria-describedby~=problems]').length === 0)
    wrong.push('no form is tied to its problems');
  for (const element of document.querySelectorAll('[style],[onclick],[onload],[onerror],style')) wrong.push('a style or script within the page: ' + element.outerHTML.slice(0, 80));
  for (const script of document.querySelectorAll('script'))
    if (!script.src && !script.nonce && script.type !== 'application/json') wrong.push('a script within the page');
  for (const element of document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]')) {
    if (element.closest('#viewer') || element.getClientRects().length === 0 || element.disabled) continue;
    element.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== element) continue;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) wrong.push('focus is not to be seen: ' + element.outerHTML.slice(0, 80));
  }
  document.activeElement.blur();
  return wrong;
})()`;

/** Roles that people operate; each needs a name that is read out. */
const controls = new Set([
  'button',
  'link',
  'textbox',
  'searchbox',
  'checkbox',
  'radio',
  'combobox',
  'listbox',
  'spinbutton',
  'image',
  'table',
  'region',
  'navigation',
]);
/** These may go without a name: a page's one navigation has one, a table is named by the region around it. */
const namelessly = new Set(['table']);

interface Node {
  readonly ignored: boolean;
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
}

/** What a screen reader would find without a name, by the browser's own accessibility tree. */
async function findNameless(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: readonly Node[] };
    return nodes
      .filter(({ ignored, role, name }) => {
        const kind = role?.value ?? '';
        return !ignored && controls.has(kind) && !namelessly.has(kind) && (name?.value ?? '').trim() === '';
      })
      .map(({ role }) => `a ${role?.value} without a name`);
  } finally {
    await session.detach();
  }
}

/** Everything that is wrong with a page of ours but what axe tells: bones, names, focus. Empty: nothing. */
export async function inspectPage(page: Page): Promise<readonly string[]> {
  return [...(await page.evaluate<string[]>(look)), ...(await findNameless(page))];
}
