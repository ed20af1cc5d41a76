import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { paths } from '../../test/support/arbitrary-policy.js';
import { exampleText } from '../../test/support/example-policy.js';
import { toImagePath } from '../core/image/image-path.js';
import { compilePolicy } from '../core/policy/compile.js';
import { decide } from '../core/policy/decide.js';
import type { Policy } from '../core/policy/model.js';
import { anonymous } from '../core/policy/visitor.js';
import { epochSeconds } from '../core/time.js';
import { formatPolicyText } from './format-policy.js';
import { parsePolicyText } from './parse-policy.js';

const runs = process.env['GATEHOUSE_TEST_FULL'] === '1' ? 100_000 : 2000;
const now = epochSeconds(1_800_000_000);
const images = [...paths, 'staff/1.jp2', 'secret/1.jp2', 'embargo/1.jp2', 'reading-room/1.jp2', 'x.jp2']
  .map(toImagePath)
  .flatMap((path) => (path.ok ? [path.value] : []));

function counts({ from, until }: { readonly from: number | null; readonly until: number | null }): boolean {
  return (from === null || from <= now) && (until === null || now < until);
}

/**
 * May a stranger at no place have all of an image? Told anew from the policy's plainest reading, without any of the code
 * that decides: some grant to anyone for `full` without conditions that counts now, in the nearest rule with grants.
 * Globs are given the benefit of the doubt: where there is one with grants, this says yes.
 */
function mayBeOpen({ folders }: Policy, path: string): boolean {
  const patterns = new Map(folders.map((rule) => [rule.pattern.replace(/(?:\/\*\*)+$/, '') || '/', rule]));
  if (
    folders.some(
      ({ pattern, grants }) => grants !== null && /[*?\\]/.test(pattern.replace(/(?:\/\*\*)+$/, '')),
    )
  )
    return true;
  let grants: Policy['folders'][number]['grants'] = null;
  for (let at = `/${path}`; grants === null; at = at.slice(0, at.lastIndexOf('/')) || '/') {
    const rule = patterns.get(at);
    grants = rule?.grants ?? null;
    for (const ceiling of rule?.ceilings ?? [])
      if (counts(ceiling) && ceiling.max !== 'full' && ceiling.except?.kind !== 'anyone') return false;
    if (at === '/') break;
  }
  return (
    grants?.some(
      (grant) =>
        grant.who.kind === 'anyone' &&
        (grant.and === null || grant.and.kind === 'anyone') &&
        grant.tier === 'full' &&
        grant.agree === null &&
        counts(grant),
    ) === true
  );
}

const words = [
  ...exampleText.split(/([\s,{}[\]:"]+)/),
  'anyone',
  'full',
  'closed',
  '/',
  '/**',
  '**/*',
  '/staff',
  'grants',
  'ceilings',
  'until: 2000-01-01',
  'and: anyone',
  '&a',
  '*a',
  '!!js',
  '|',
  '\t',
];
const cut = fc.tuple(fc.nat(exampleText.length), fc.nat(40), fc.constantFrom(...words));
const mutant = fc.array(cut, { minLength: 1, maxLength: 4 }).map((cuts) => {
  let text = exampleText;
  for (const [at, length, word] of cuts) text = text.slice(0, at) + word + text.slice(at + length);
  return text;
});
/** Whole lines left out, doubled and put elsewhere: mostly documents that are still read. */
const shuffled = fc
  .array(fc.tuple(fc.nat(30), fc.nat(30), fc.constantFrom('drop', 'copy', 'move')), { maxLength: 4 })
  .map((steps) => {
    const lines = exampleText.split('\n');
    for (const [from, to, step] of steps) {
      const [line] = step === 'copy' ? [lines[from]] : lines.splice(from, 1);
      if (step !== 'drop' && line !== undefined) lines.splice(to, 0, line);
    }
    return lines.join('\n');
  });
const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.json(),
  fc.array(fc.constantFrom(...words)).map((all) => all.join('')),
);

describe('hostile documents', () => {
  it(`crash nothing and open nothing that they don't say plainly (${runs} of them)`, () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(mutant, shuffled, junk), (text) => {
        const result = parsePolicyText(text);
        if (!result.ok) {
          expect(result.error.length).toBeGreaterThan(0);
          return;
        }
        taken += 1;
        const compiled = compilePolicy(result.value);
        for (const path of images) {
          const { tier } = decide(compiled, anonymous, path, now);
          if (tier === 'full' && !mayBeOpen(result.value, path))
            throw new Error(`${path} is open by ${text}`);
        }
        expect(parsePolicyText(formatPolicyText(result.value))).toEqual({ ok: true, value: result.value });
      }),
      { numRuns: runs },
    );
    expect(taken).toBeGreaterThan(runs / 50);
  }, 1_800_000);
});
