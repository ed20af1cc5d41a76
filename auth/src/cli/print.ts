import type { CommandIo } from './command-io.js';
import { plainText } from './plain-text.js';

/** Columns in order: heading → cell. */
export type Columns<T> = Readonly<Record<string, (row: T) => string>>;

/** Prints rows as an aligned table with headings; nothing but `empty` where there is none. */
export async function printTable<T>(
  io: CommandIo,
  columns: Columns<T>,
  rows: readonly T[],
  empty: string,
): Promise<void> {
  if (rows.length === 0) {
    await io.out(`${empty}\n`);
    return;
  }
  const headings = Object.keys(columns);
  const cells = rows.map((row) => Object.values(columns).map((cell) => plainText(cell(row))));
  const widths = headings.map((heading, index) =>
    Math.max(...[heading, ...cells.map((row) => row[index] ?? '')].map(widthOf)),
  );
  for (const row of [headings, ...cells]) {
    const line = row.map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - widthOf(cell))).join('  ');
    await io.out(`${line.trimEnd()}\n`);
  }
}

/** Columns that a text takes on a terminal, near enough: marks take none, East Asian letters two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}

/** Prints one fact per line: `name: value`. */
export async function printFacts(io: CommandIo, facts: Readonly<Record<string, string>>): Promise<void> {
  const width = Math.max(...Object.keys(facts).map((name) => name.length)) + 1;
  for (const [name, value] of Object.entries(facts))
    await io.out(`${`${name}:`.padEnd(width)}  ${plainText(value)}\n`);
}

export async function printJson(io: CommandIo, value: unknown): Promise<void> {
  await io.out(`${JSON.stringify(value, null, 2)}\n`);
}

/** Prints a JSON array, one element a line, as the elements come in. */
export async function printJsonArray(io: CommandIo, values: AsyncIterable<unknown>): Promise<void> {
  let before = '[\n';
  for await (const value of values) {
    await io.out(before + JSON.stringify(value));
    before = ',\n';
  }
  await io.out(before === '[\n' ? '[]\n' : '\n]\n');
}
