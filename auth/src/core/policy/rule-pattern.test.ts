import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { addGlob, emptyGlobTree, startGlobs, stepGlobs } from './glob-tree.js';
import { patternsOverlap } from './pattern-overlap.js';
import { parsePattern, type RulePattern } from './rule-pattern.js';

function pattern(text: string): RulePattern {
  const result = parsePattern(text);
  if (!result.ok) throw new Error(`${text} ${result.error}`);
  return result.value;
}

function matches(text: string, path: string): boolean {
  const tree = emptyGlobTree<string>();
  addGlob(tree, pattern(text), text);
  const end = path.split('/').reduce((nodes, segment) => stepGlobs(nodes, segment), startGlobs(tree));
  return end.some((node) => node.rules.length > 0);
}

const part = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 3 });
const anyPattern = fc
  .array(fc.oneof({ weight: 3, arbitrary: part }, { weight: 1, arbitrary: fc.constant('**') }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => `/${parts.join('/')}`)
  .filter((text) => parsePattern(text).ok && !text.endsWith('/**'));
const anyPath = fc
  .array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join('/'));

/** The same language, the obvious and slow way. */
function asRegExp(text: string): RegExp {
  const parts = text
    .slice(1)
    .split('/')
    .map((one) => one.replaceAll('*', '[^/]*').replaceAll('?', '[^/]'));
  const source = text
    .slice(1)
    .split('/')
    .map((one, index) => (one === '**' ? '(?:[^/]+/)*' : `${parts[index]}/`))
    .join('');
  return new RegExp(`^${source}$`);
}

describe('patterns', () => {
  it.each([
    ['**/*_verso.jp2', 'a/b/1_verso.jp2', true],
    ['**/*_verso.jp2', '1_verso.jp2', true],
    ['**/*_verso.jp2', '1_verso.jp2/x', false],
    ['/a/**/b', 'a/b', true],
    ['/a/**/b', 'a/x/y/b', true],
    ['/a/?.jp2', 'a/ü.jp2', true],
    ['/a/?.jp2', 'a/😀.jp2', true],
    ['/a/?.jp2', 'a/.jp2', false],
    ['/a/*', 'a/b/c', false],
    ['/a/*b*c', 'a/xbxbxc', true],
    ['/a/x*x', 'a/x', false],
    ['/*/\\*', 'a/*', true],
    ['/*/\\*', 'a/b', false],
    ['/*/[ab].jp2', 'x/a.jp2', false],
  ])('%s on %s: %s', (text, path, expected) => {
    expect(matches(text, path)).toBe(expected);
  });

  it('matches what an ordinary expression matches', () => {
    fc.assert(
      fc.property(anyPattern, anyPath, (text, path) => {
        expect(matches(text, path)).toBe(asRegExp(text).test(`${path}/`));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds every overlap: two patterns that match one path overlap', () => {
    fc.assert(
      fc.property(anyPattern, anyPattern, anyPath, (a, b, path) => {
        const both = asRegExp(a).test(`${path}/`) && asRegExp(b).test(`${path}/`);
        if (both) expect(patternsOverlap(pattern(a), pattern(b))).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('finds no overlap where there is none', () => {
    expect(patternsOverlap(pattern('**/*_verso.jp2'), pattern('/a/*.tif'))).toBe(false);
    expect(patternsOverlap(pattern('/a/*'), pattern('/b/*'))).toBe(false);
    expect(patternsOverlap(pattern('/a/?'), pattern('/a/*bc'))).toBe(false);
    expect(patternsOverlap(pattern('/*/private'), pattern('/a/*/private'))).toBe(false);
  });

  it('takes no time for a pattern made to take long', () => {
    expect(matches(`/${'*a'.repeat(100)}b`, 'a'.repeat(200))).toBe(false);
    expect(matches(`/${'**/*/'.repeat(40)}b`, 'a/'.repeat(200))).toBe(false);
  });

  it.each([
    '',
    'a',
    '/a/',
    '//a',
    '/a//b',
    '/a/./b',
    '/a/../b',
    '/a/**b',
    '/a\\b',
    '/a\u0000',
    '**',
    '*',
    `/${'a'.repeat(5000)}`,
    `/${'*a'.repeat(200)}`,
  ])('refuses %j', (text) => {
    expect(parsePattern(text).ok).toBe(false);
  });
});
