import { type CsvError, parse } from 'csv-parse/sync';
import type { TextProblem } from './text-problem.js';

/** One row of a table. */
export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const mostRows = 20_000;
const delimiters = [',', ';', '\t'] as const;
const broken =
  'This row can not be read: a quotation mark is missing or too many. Write "" for one inside quotes.';

/** What is met most in the first line, outside quotes: commas, Excel's semicolons where commas are decimal, tabs. */
function findDelimiter(text: string): string {
  const [first = ''] = text.split(/\r\n|\r|\n/, 1);
  const bare = first.replace(/"[^"]*"/g, '');
  const counts = delimiters.map((sign) => bare.split(sign).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/**
 * Takes a table apart: any of three separators, any line ends, `sep=;` in front. Rows that can't be read become
 * problems, the others stay.
 */
export function readCsvRecords(whole: string): {
  readonly records: readonly CsvRecord[];
  readonly problems: readonly TextProblem[];
} {
  const named = /^\uFEFF?sep=([,;\t])(?:\r\n|\r|\n)/i.exec(whole);
  const text = named === null ? whole : whole.slice(named[0].length);
  const offset = named === null ? 0 : 1;
  const problems: TextProblem[] = [];
  const records: CsvRecord[] = [];
  let line = 1;
  const skip = (error: CsvError | undefined): undefined => {
    // An open quotation mark swallows the rest of the file: it began where the last row ended.
    const at = error?.code === 'CSV_QUOTE_NOT_CLOSED' ? line : Number(error?.['lines'] ?? line);
    problems.push({ line: at + offset, message: broken });
    line = at + 1;
  };
  parse(text, {
    bom: true,
    delimiter: named?.[1] ?? findDelimiter(text),
    relax_column_count: true,
    trim: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    to: mostRows,
    skip_records_with_error: true,
    on_skip: skip,
    on_record: (cells: readonly string[], { lines }) => {
      if (cells.some((cell) => cell !== '')) records.push({ line: line + offset, cells });
      line = lines + 1;
      return null;
    },
  });
  if (records.length >= mostRows)
    problems.push({ line, message: `Only the first ${mostRows} rows are read. Divide the folder.` });
  return { records, problems };
}
