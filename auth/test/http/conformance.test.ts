import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readRequirements, renderConformance } from '../support/conformance.js';

const requirements = readRequirements();

it('every requirement of both specifications has a test with its id, or a reason why not', () => {
  const open = requirements.filter(({ tests, note }) => tests.length === 0 && note === '');
  expect(open.map(({ id, level }) => `${id} ${level}`)).toEqual([]);
});

it('every MUST has a test, or a reason why not', () => {
  const musts = requirements.filter(({ level }) => /must/i.test(level));
  expect(musts.length).toBeGreaterThan(60);
  expect(musts.filter(({ tests, note }) => tests.length === 0 && note === '')).toEqual([]);
});

it('docs/conformance.md is written from them', () => {
  const file = join(import.meta.dirname, '..', '..', '..', 'docs', 'conformance.md');
  const text = renderConformance(requirements);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).toContain(' 0 open.');
});
