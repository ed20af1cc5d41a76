/** A row of a dumped table, by column; null for NULL. */
export type DumpRow = ReadonlyMap<string, string | null>;

const insert = /INSERT INTO (?:"?\w+"?\.)?["`[]?(\w+)["`\]]?\s*(?:\(([^)]*)\))?\s*VALUES\s*/gi;
const create = /CREATE TABLE (?:IF NOT EXISTS )?(?:"?\w+"?\.)?["`[]?(\w+)["`\]]?\s*\(([\s\S]*?)\n?\);/gi;
const copy = /^COPY (?:"?\w+"?\.)?"?(\w+)"? \(([^)]*)\) FROM stdin;\r?\n([\s\S]*?)^\\\.\r?$/gim;
const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', v: '\v' };

function bare(name: string): string {
  return name
    .trim()
    .replace(/^["`[]|["`\]]$/g, '')
    .toLowerCase();
}

/** Reads rows of the named tables from a text dump: SQLite's `.dump`, or `pg_dump` with COPY or INSERT. */
export function readDump(text: string, tables: readonly string[]): ReadonlyMap<string, readonly DumpRow[]> {
  const rows = new Map<string, DumpRow[]>(tables.map((table) => [table, []]));
  const columns = new Map<string, readonly string[]>();
  const add = (table: string, names: readonly string[], values: readonly (string | null)[]): void => {
    rows.get(table)?.push(new Map(names.map((name, index) => [name, values[index] ?? null])));
  };
  for (const [, table = '', body = ''] of text.matchAll(create)) columns.set(bare(table), columnsOf(body));
  for (const [, table = '', names = '', body = ''] of text.matchAll(copy))
    for (const line of body.split(/\r?\n/))
      if (line !== '') add(bare(table), names.split(',').map(bare), line.split('\t').map(copied));
  for (const found of text.matchAll(insert)) {
    const table = bare(found[1] ?? '');
    const names = found[2]?.split(',').map(bare) ?? columns.get(table) ?? [];
    if (rows.has(table))
      for (const values of readTuples(text, found.index + found[0].length)) add(table, names, values);
  }
  return rows;
}

/** Names at the beginning of the parts of a CREATE TABLE, without its constraints. */
function columnsOf(body: string): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of `${body},`) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character !== ',' || depth > 0) {
      part += character;
      continue;
    }
    const name = /^\s*(["`[]?\w+["`\]]?)/.exec(part)?.[1] ?? '';
    part = '';
    if (!/^(?:|primary|foreign|unique|check|constraint)$/i.test(name)) names.push(bare(name));
  }
  return names;
}

function copied(value: string): string | null {
  if (value === String.raw`\N`) return null;
  return value.replaceAll(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
}

/** `(1,'it''s',NULL),(…)` from a place in the text to the end of the statement. */
function readTuples(text: string, start: number): readonly (readonly (string | null)[])[] {
  const value = /\s*(?:'((?:[^']|'')*)'|([^\s,()';]+))\s*([,)])/y;
  const tuples: (string | null)[][] = [];
  for (let at = start; text[at] === '(';) {
    const tuple: (string | null)[] = [];
    value.lastIndex = at + 1;
    for (;;) {
      const found = value.exec(text);
      if (found === null) return tuples;
      const [, quoted, plain = '', end] = found;
      tuple.push(quoted?.replaceAll("''", "'") ?? (/^null$/i.test(plain) ? null : plain));
      if (end === ')') break;
    }
    tuples.push(tuple);
    at = value.lastIndex;
    while (/[\s,]/.test(text[at] ?? '')) at += 1;
  }
  return tuples;
}
