import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { arbitraryPolicy } from '../../test/support/arbitrary-policy.js';
import { exampleText } from '../../test/support/example-policy.js';
import { atOnce } from '../core/stepwise.js';
import type { DocNode } from './doc-node.js';
import { formatPolicyText } from './format-policy.js';
import { readQuickly } from './quick-document.js';
import { parseYaml } from './yaml-source.js';

const quickly = (text: string): DocNode | null => atOnce(readQuickly(text));

/** Whether it is read quickly; and then it is what the library reads, to the line. */
function agrees(text: string): boolean {
  const quick = quickly(text);
  if (quick === null) return false;
  const source = parseYaml(text);
  const same = source.ok && JSON.stringify(source.value.root) === JSON.stringify(quick);
  if (!same) throw new Error(`read otherwise: ${JSON.stringify(text.slice(0, 300))}`);
  return true;
}

const pieces = [
  'a',
  'who',
  '/a b',
  '"x"',
  "'it''s'",
  '"\\u00e4\\n"',
  'group:staff',
  'a:b',
  'true',
  'null',
  'No',
  '~',
  '12',
  '007',
  '1e3',
  '0x1f',
  '30d',
  '2031-01-01',
  '2031-01-01T12:00:00Z',
  '192.0.2.0/28',
  '1.5',
  '-1',
  '- ',
  '-',
  ': ',
  ':',
  ', ',
  ',',
  '{ ',
  '}',
  '[ ',
  ']',
  ' }',
  ' ]',
  '\n',
  '\n  ',
  '\n    ',
  '\n      ',
  '\n- ',
  '\n  - ',
  ' ',
  '  ',
  ' # note',
  '#',
  '|',
  '>',
  '&a',
  '*a',
  '!t',
  '?',
  '%',
  '---',
  '...',
  '\t',
  'ä',
  '\u2028',
  '"',
  "'",
  '@',
  '`',
];

describe('reading documents quickly', () => {
  it('reads what export writes, and the documented examples, as the library does', () => {
    fc.assert(
      fc.property(arbitraryPolicy, (policy) => {
        const text = formatPolicyText(policy);
        // Some texts in the random policies hold characters that only the library reads.
        if (!agrees(text) && !/[^\n\x20-\x7e]/.test(text)) throw new Error(`left alone: ${text}`);
      }),
      { numRuns: 150 },
    );
    expect(agrees(exampleText)).toBe(true);
    for (const text of [
      'a: b',
      'folders:\n  /a:\n    grants:\n    - who: anyone\n      tier: full\n    - who: "group:x"\n      tier: preview\n  /b: {}\n',
      '# head\n\na:   # behind a key\n  - 1 # one\n  -   two\n\n  # in between\n  - { x: [], y: {} }\n',
      'a: "#" # not in it\nb: a#b\n',
    ])
      expect([text, agrees(text)]).toEqual([text, !text.includes('a#b')]);
  });

  it.each([
    'a: |\n  x',
    'a: &x 1',
    'a: *x',
    'a: !t 1',
    'a:',
    'a: b: c',
    '? a\n: b',
    '- a',
    'a: {\n}',
    'a: x\n  y',
    'a: "\n"',
    '\ta: 1',
    'a: 0x1',
    'a: 1.5',
    'a: null',
    'a: {b: }',
    '',
  ])('leaves to the library: %j', (text) => {
    expect(quickly(text)).toBeNull();
  });

  it('never reads anything that the library reads otherwise', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
        if (agrees(parts.join('')) || agrees(`k: ${parts.join('')}`)) read += 1;
      }),
      { numRuns: process.env['GATEHOUSE_TEST_FULL'] === '1' ? 200_000 : 3000 },
    );
    expect(read).toBeGreaterThan(20);
  });

  it('never reads a damaged document otherwise', () => {
    const text = exampleText;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(text.length), fc.nat(4), fc.constantFrom('', ...pieces)), {
          minLength: 1,
          maxLength: 3,
        }),
        (cuts) => {
          let damaged = text;
          for (const [at, length, piece] of cuts)
            damaged = damaged.slice(0, at) + piece + damaged.slice(at + length);
          agrees(damaged);
        },
      ),
      { numRuns: process.env['GATEHOUSE_TEST_FULL'] === '1' ? 20_000 : 300 },
    );
  });
});
