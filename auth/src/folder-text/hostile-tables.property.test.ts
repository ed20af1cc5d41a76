import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readDescription } from './read-description.js';
import { formatCsvLine } from '../core/csv-line.js';
import { planImport } from '../core/identity/plan-import.js';
import { parseCsv } from '../core/parse-csv.js';

const runs = process.env['GATEHOUSE_TEST_FULL'] === '1' ? 100_000 : 1000;

const scrap = fc.oneof(
  fc.constantFrom(
    'name',
    'display_name',
    'email',
    'groups',
    'file',
    'label',
    'ines',
    'administrator',
    ',',
    ';',
    '\t',
    '\n',
    '\r\n',
    '"',
    '""',
    '","',
    '=1+1',
    '\uFEFF',
    '\u0000',
    '\u2028',
    '../x',
    '__proto__',
    'constructor',
    '|',
    '  ',
  ),
  fc.string({ maxLength: 8, unit: 'binary' }),
);
const table = fc.array(scrap, { maxLength: 60 }).map((parts) => parts.join(''));
const people = fc
  .array(scrap, { maxLength: 60 })
  .map((parts) => `name,display_name,email,groups\n${parts.join('')}`);

describe('tables, made up', () => {
  it('are read or refused with a line that exists, and never break the reader', () => {
    fc.assert(
      fc.property(table, (text) => {
        const read = parseCsv(text);
        const lines = text.split(/\r\n|\r|\n/).length;
        if (!read.ok) expect(read.error.line).toBeLessThanOrEqual(lines);
        else for (const { line } of read.value) expect(line).toBeLessThanOrEqual(lines);
      }),
      { numRuns: runs },
    );
  });

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[A-Za-z0-9",; äß日]{1,12}$/), { minLength: 2, maxLength: 6 }),
        (cells) => {
          const read = parseCsv(formatCsvLine(cells));
          expect(read.ok && read.value[0]?.cells.map((cell) => cell.trim())).toEqual(
            cells.map((cell) => cell.trim()),
          );
        },
      ),
      { numRuns: runs },
    );
  });

  it('of people make only people with fitting names, each once, or tell the line', () => {
    fc.assert(
      fc.property(people, (text) => {
        const plan = planImport(text, new Map(), new Set());
        if (!plan.ok) return;
        const names = plan.value.rows.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^[^\s/:,;"\p{C}]+$/u);
        for (const problem of plan.value.problems) expect(problem).toMatch(/^Line \d+: \S/);
      }),
      { numRuns: runs },
    );
  });

  it('beside images are read or their faults are told, whatever bytes they are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          table.map((text) => new TextEncoder().encode(text)),
          fc.uint8Array({ maxLength: 300 }),
        ),
        (bytes) => {
          for (const name of ['metadata.csv', 'manifest.yaml'] as const)
            expect(readDescription(name, bytes)).toBeDefined();
        },
      ),
      { numRuns: Math.floor(runs / 3) },
    );
  });
});
