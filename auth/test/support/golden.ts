import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';

/**
 * Holds a whole document against `test/golden/NAME`: every key, every text, in order. Run with UPDATE_GOLDEN=1 to
 * write what is there now, and read the difference before it is committed.
 */
export function expectGolden(name: string, document: unknown): void {
  const file = join(import.meta.dirname, '..', 'golden', name);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
