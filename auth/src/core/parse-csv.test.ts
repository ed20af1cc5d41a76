import { describe, expect, it } from '@jest/globals';
import { formatCsvLine } from './csv-line.js';
import { parseCsv, sayOpenQuote } from './parse-csv.js';
import { err, ok } from './result.js';

describe('CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'never gives a spreadsheet the formula %j',
    (text) => {
      expect(formatCsvLine([text])).toMatch(/^"?'/);
      expect(parseCsv(formatCsvLine([text]))).toEqual(ok([{ line: 1, cells: [text.trim()] }]));
    },
  );

  it('reads back what it writes', () => {
    const cells = ['plain', 'a,b', 'a;b', 'say "x"', 'two\nlines', '', 'Zürich', "it's"];
    expect(parseCsv(formatCsvLine(cells))).toEqual(ok([{ line: 1, cells }]));
  });

  it('finds out what separates the cells, and counts lines as an editor does', () => {
    expect(parseCsv('\uFEFFa;b\n\n"x\ny";z\nlast;')).toEqual(
      ok([
        { line: 1, cells: ['a', 'b'] },
        { line: 3, cells: ['x\ny', 'z'] },
        { line: 5, cells: ['last', ''] },
      ]),
    );
  });

  it('tells the line of a quote that is never closed', () => {
    expect(parseCsv('a,"b\nc"\nd,"e\nf\ng')).toEqual(err({ line: 3 }));
    expect(sayOpenQuote({ line: 3 })).toMatch(/^Line 3: /);
  });
});
