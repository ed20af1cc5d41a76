import { closestWord } from '../closest-word.js';
import type { CsvRow } from '../parse-csv.js';
import { err, ok, type Result } from '../result.js';
import { csvHeadings, personHeads } from './person-cells.js';

export type ImportHeading = (typeof csvHeadings)[number];

/** Where each column of a list of people stands, counted from 0. */
export type ImportColumns = ReadonlyMap<ImportHeading, number>;

/** What an export has besides and an import leaves alone. */
const leftAlone = personHeads.filter((head) => !csvHeadings.some((heading) => heading === head));

const known = `Known are ${csvHeadings.join(', ')}; ${leftAlone.join(', ')} of an export are left alone.`;

/**
 * Reads the first line of a list of people. Columns that are not known, or come twice, refuse it: what stands in them
 * would be lost without a word.
 */
export function readImportColumns(row: CsvRow | undefined): Result<ImportColumns, string> {
  const line = `Line ${row?.line ?? 1}: `;
  const cells = row?.cells ?? [];
  const heads = cells.map((cell) => cell.toLowerCase().replaceAll(/[\s-]+/g, '_'));
  const columns = new Map(
    csvHeadings.flatMap((heading) =>
      heads.includes(heading) ? [[heading, heads.indexOf(heading)] as const] : [],
    ),
  );
  const isNamed = cells.some((cell) => closestWord(cell, personHeads) !== null);
  const missing = `${line}the first line has to name the columns: ${csvHeadings.join(',')}. Only name is needed.`;
  if (!isNamed) return err(missing);
  const unknown = cells.filter(
    (cell, index) => cell !== '' && !personHeads.some((head) => head === heads[index]),
  );
  const twice = personHeads.filter((head) => heads.indexOf(head) !== heads.lastIndexOf(head));
  const problems = [
    ...unknown.slice(0, 20).map((cell) => `${line}there is no column ${sayUnknown(cell)}`),
    ...twice.map((head) => `${line}the column ${head} is there twice. Keep one of them.`),
    ...(unknown.length > 0 ? [`${known} Rename the column, or take it out.`] : []),
  ];
  if (problems.length > 0) return err(problems.join(' '));
  return columns.has('name') ? ok(columns) : err(missing);
}

function sayUnknown(cell: string): string {
  const meant = closestWord(cell, csvHeadings);
  return `${JSON.stringify(cell.slice(0, 60))}${meant === null ? '.' : `; did you mean ${meant}?`}`;
}
