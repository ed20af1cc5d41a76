import { err, ok, type Result } from './result.js';

/** A line of a CSV file and where it began (1 = the first line). */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where a quote was opened that is never closed: nothing after it can be read. */
export interface OpenQuote {
  /** 1 is the first line. */
  readonly line: number;
}

/**
 * Reads CSV with `,` or `;` between cells (whichever the first line has more of), quotes as in RFC 4180, any line ends
 * (`\r` alone too, as on old Macs), and an optional byte order mark. Empty lines are left out. An apostrophe before a formula sign, as `formatCsvLine` writes it, is taken off.
 */
export function parseCsv(text: string): Result<readonly CsvRow[], OpenQuote> {
  const source = text.replace(/^\uFEFF/, '');
  // What stands in quotes separates nothing.
  const [first = ''] = source.replaceAll(/"[^"]*"?/g, '').split(/[\r\n]/, 1);
  const separator = first.split(';').length > first.split(',').length ? ';' : ',';
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let begun = 1;
  let quotedSince = 1;
  const endCell = (): void => {
    cells.push(cell.replace(/^'(?=[=+\-@\t\r])/, '').trim());
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (cells.some((value) => value !== '')) rows.push({ line: begun, cells });
    cells = [];
    begun = line;
  };
  for (let index = 0; index < source.length; index += 1) {
    const character = source.charAt(index);
    const endsLine = character === '\n' || (character === '\r' && source.charAt(index + 1) !== '\n');
    if (endsLine) line += 1;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (source.charAt(index + 1) === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
      quotedSince = line;
    } else if (character === separator) endCell();
    else if (endsLine) endRow();
    else if (character !== '\r') cell += character;
  }
  if (quoted) return err({ line: quotedSince });
  endRow();
  return ok(rows);
}

/** The same as a sentence for whoever made the file. */
export function sayOpenQuote({ line }: OpenQuote): string {
  return `Line ${line}: a quote (") is opened here and never closed. Close it, or write it twice if it belongs to the text.`;
}
