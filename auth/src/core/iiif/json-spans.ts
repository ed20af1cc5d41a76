/** A value of a JSON text, and where it stands: from `start` up to, not including, `end`. */
export type JsonSpan = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonSpan[] }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'other' }
);

export interface JsonMember {
  readonly key: string;
  readonly value: JsonSpan;
}

const blank = /[ \t\r\n]*/y;
const quoted = /"(?:[^"\\]|\\.)*"/sy;
const bare = /[^\s,\]}]+/y;
const deepest = 500;

/**
 * Finds where everything stands in a JSON text. Call it with what `JSON.parse` has taken: it checks nothing again.
 * Null: nested deeper than any document of ours.
 */
export function spanJson(text: string): JsonSpan | null {
  let at = 0;
  const skip = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const readString = (): string => JSON.parse(skip(quoted)) as string;

  /** Reads up to the closing sign, one part after the other. */
  const readParts = <T>(close: string, read: () => T | null): readonly T[] | null => {
    const parts: T[] = [];
    at += 1;
    for (skip(blank); text[at] !== close; skip(blank)) {
      if (text[at] === ',') at += 1;
      skip(blank);
      const part = read();
      if (part === null) return null;
      parts.push(part);
    }
    at += 1;
    return parts;
  };

  function readMember(depth: number): JsonMember | null {
    const key = readString();
    skip(blank);
    at += 1;
    skip(blank);
    const value = readValue(depth);
    return value === null ? null : { key, value };
  }

  function readValue(depth: number): JsonSpan | null {
    if (depth > deepest) return null;
    const start = at;
    if (text[at] === '{') {
      const members = readParts('}', () => readMember(depth + 1));
      return members === null ? null : { kind: 'object', members, start, end: at };
    }
    if (text[at] === '[') {
      const items = readParts(']', () => readValue(depth + 1));
      return items === null ? null : { kind: 'array', items, start, end: at };
    }
    if (text[at] === '"') return { kind: 'string', text: readString(), start, end: at };
    skip(bare);
    return { kind: 'other', start, end: at };
  }
  skip(blank);
  return readValue(0);
}
