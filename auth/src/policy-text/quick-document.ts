import type { Stepwise } from '../core/stepwise.js';
import type { DocNode, DocPair } from './doc-node.js';
import { takeKey, takeValue } from './quick-flow.js';

interface Line {
  readonly text: string;
  readonly number: number;
  readonly indent: number;
}

/** Characters that YAML or a terminal reads in a way of their own. */
const special = /[^\n\x20-\x7e\xa1-\u2027\u202a-\ufefe\uff00-\uffff]|[\ud800-\udfff]/;
const deepest = 12;

/**
 * Reads documents as `policy export` writes them, and as most people do: block mappings and lists, and whatever begins
 * and ends in one line. Some twenty times as fast as a YAML library, and without its appetite for memory. Anything else,
 * right or wrong, is null: then the library reads all of it. What this reads, the library reads as the very same
 * (quick-document.property.test.ts).
 */
export function* readQuickly(text: string): Stepwise<DocNode | null> {
  if (special.test(text)) return null;
  const lines = listLines(text);
  const first = lines.next();
  if (first.done === true || first.value.indent !== 0) return null;
  const reader = { current: first.value as Line | null, next: () => advance(lines, reader) };
  const root = yield* readMap(reader, 0, 0);
  return reader.current === null ? root : null;
}

interface Reader {
  /** The line to be read next; null: the end. */
  current: Line | null;
  readonly next: () => void;
}

function advance(lines: Iterator<Line>, reader: Reader): void {
  const next = lines.next();
  reader.current = next.done === true ? null : next.value;
}

/** Lines with something in them. */
function* listLines(text: string): Generator<Line, void, undefined> {
  let number = 0;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const line = text.slice(start, end).trimEnd();
    number += 1;
    start = end + 1;
    const indent = line.search(/[^ ]/);
    if (indent !== -1 && line[indent] !== '#') yield { text: line, number, indent };
  }
}

/** Nothing but a comment behind a value. */
function endsAt(line: string, at: number): boolean {
  return at >= line.length || /^ +#/.test(line.slice(at));
}

function* readMap(reader: Reader, indent: number, depth: number): Stepwise<DocNode | null> {
  if (depth > deepest) return null;
  const items: DocPair[] = [];
  const line = reader.current?.number ?? null;
  while (reader.current !== null && reader.current.indent === indent && !isItem(reader.current, indent)) {
    const pair = yield* readPair(reader, reader.current, indent, depth);
    if (pair === null) return null;
    items.push(pair);
    if (items.length % 50 === 0) yield undefined;
  }
  return items.length === 0 || isDeeper(reader, indent) ? null : { kind: 'map', line, items };
}

function isDeeper({ current }: Reader, indent: number): boolean {
  return current !== null && current.indent > indent;
}

function isItem({ text }: Line, indent: number): boolean {
  return text.startsWith('- ', indent);
}

/** A key in `line` at `indent`, and its value: there, or in the lines below. */
function* readPair(
  reader: Reader,
  { text, number }: Line,
  indent: number,
  depth: number,
): Stepwise<DocPair | null> {
  const key = takeKey(text, indent, number);
  if (key === null) return null;
  reader.next();
  if (!endsAt(text, key.end)) {
    if (text[key.end] !== ' ') return null;
    const start = text.slice(key.end).search(/[^ ]/) + key.end;
    const value = takeValue(text, start, number);
    if (value === null || !endsAt(text, value.end)) return null;
    return [key.value, value.value];
  }
  const below = reader.current;
  if (below === null || below.indent < indent) return null;
  const value = isItem(below, below.indent)
    ? yield* readList(reader, below.indent, depth + 1)
    : below.indent > indent
      ? yield* readMap(reader, below.indent, depth + 1)
      : null;
  return value && [key.value, value];
}

function* readList(reader: Reader, indent: number, depth: number): Stepwise<DocNode | null> {
  if (depth > deepest) return null;
  const items: DocNode[] = [];
  const line = reader.current?.number ?? null;
  while (reader.current !== null && reader.current.indent === indent && isItem(reader.current, indent)) {
    const { text, number } = reader.current;
    const start = text.slice(indent + 1).search(/[^ ]/) + indent + 1;
    if (takeKey(text, start, number) !== null) {
      // `- who: anyone`: a mapping whose first key stands behind the dash.
      reader.current = { text: `${' '.repeat(start)}${text.slice(start)}`, number, indent: start };
      const item = yield* readMap(reader, start, depth + 1);
      if (item === null) return null;
      items.push(item);
    } else {
      const value = takeValue(text, start, number);
      if (value === null || !endsAt(text, value.end)) return null;
      items.push(value.value);
      reader.next();
    }
  }
  return isDeeper(reader, indent) ? null : { kind: 'list', line, items };
}
