import type { DocNode, DocPair } from './doc-node.js';
import { type Taken, takeQuoted, takeScalar, takeWords } from './quick-scalar.js';

const deepest = 12;

/** A value that begins and ends in this line: `{ … }`, `[ … ]`, a text, a number. Null: anything else. */
export function takeValue(line: string, at: number, lineNumber: number, depth = 0): Taken<DocNode> | null {
  const opening = line[at];
  if (opening === '{' || opening === '[') {
    if (depth >= deepest) return null;
    return opening === '{'
      ? takeMap(line, at + 1, lineNumber, depth + 1)
      : takeList(line, at + 1, lineNumber, depth + 1);
  }
  const scalar = takeScalar(line, at);
  if (scalar === null) return null;
  const source = typeof scalar.value === 'string' ? scalar.value : line.slice(at, scalar.end);
  return { value: { kind: 'scalar', line: lineNumber, value: scalar.value, source }, end: scalar.end };
}

function skipSpaces(line: string, at: number): number {
  let end = at;
  while (line[end] === ' ') end += 1;
  return end;
}

/** Reads parts up to the closing bracket, with commas in between. */
function takeParts<T>(
  line: string,
  start: number,
  closing: string,
  takePart: (at: number) => Taken<T> | null,
): Taken<readonly T[]> | null {
  const parts: T[] = [];
  let at = skipSpaces(line, start);
  if (line[at] === closing) return { value: parts, end: at + 1 };
  for (;;) {
    const part = takePart(at);
    if (part === null) return null;
    parts.push(part.value);
    at = skipSpaces(line, part.end);
    if (line[at] === closing) return { value: parts, end: at + 1 };
    if (line[at] !== ',' || line[at + 1] !== ' ') return null;
    at = skipSpaces(line, at + 1);
  }
}

function takeList(line: string, start: number, lineNumber: number, depth: number): Taken<DocNode> | null {
  const parts = takeParts(line, start, ']', (at) => takeValue(line, at, lineNumber, depth));
  return parts && { value: { kind: 'list', line: lineNumber, items: parts.value }, end: parts.end };
}

function takeMap(line: string, start: number, lineNumber: number, depth: number): Taken<DocNode> | null {
  const parts = takeParts(line, start, '}', (at): Taken<DocPair> | null => {
    const key = takeKey(line, at, lineNumber);
    if (key === null || line[key.end] !== ' ') return null;
    const value = takeValue(line, skipSpaces(line, key.end), lineNumber, depth);
    return value && { value: [key.value, value.value], end: value.end };
  });
  return parts && { value: { kind: 'map', line: lineNumber, items: parts.value }, end: parts.end };
}

const longestKey = 1000;

/** A key with its colon; `end` is behind it. */
export function takeKey(line: string, at: number, lineNumber: number): Taken<DocNode> | null {
  const key = takeQuoted(line, at) ?? takeWords(line, at);
  if (key === null || line[key.end] !== ':' || key.end - at > longestKey) return null;
  const value: DocNode = {
    kind: 'scalar',
    line: lineNumber,
    value: key.value,
    source: typeof key.value === 'string' ? key.value : line.slice(at, key.end),
  };
  return { value, end: key.end + 1 };
}
