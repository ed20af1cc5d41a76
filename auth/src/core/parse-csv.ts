/** A line of a CSV file and where it began (1 = the first line). */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads CSV with `,` or `;` between cells (whichever the first line has more of), quotes as in RFC 4180, and an optional
 * byte order mark. Empty lines are left out. An apostrophe before a formula sign, as `formatCsvLine` writes it, is taken off.
 * @returns null where a quote is never closed.
 */
export function parseCsv(text: string): readonly CsvRow[] | null {
  const source = text.replace(/^\uFEFF/, '');
  const [first = ''] = source.split('\n', 1);
  const separator = first.split(';').length > first.split(',').length ? ';' : ',';
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let begun = 1;
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
    if (character === '\n') line += 1;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (source.charAt(index + 1) === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (character === separator) endCell();
    else if (character === '\n') endRow();
    else if (character !== '\r') cell += character;
  }
  if (quoted) return null;
  endRow();
  return rows;
}
