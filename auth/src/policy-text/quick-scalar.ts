/** What stands at one place of a line, and where it ends. */
export interface Taken<T> {
  readonly value: T;
  readonly end: number;
}

const inQuotes = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const inApostrophes = /'((?:[^']|'')*)'/y;
const words = /[A-Za-z/_][A-Za-z0-9/_.@-]*(?::[A-Za-z0-9][A-Za-z0-9/_.@-]*)?(?: [A-Za-z0-9/_.@-]+)*/y;
const number = /(?:0|[1-9][0-9]{0,8})(?=[ ,\]}]|$)/y;
/** A length of time, a range of addresses, a date: none of them a number to YAML. */
const lookAlike =
  /(?:[0-9]{1,9}[wdhms]|[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:\/[0-9]{1,3})?|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)(?=[ ,\]}]|$)/y;
const constants: Readonly<Record<string, boolean>> = { true: true, false: false };
const alsoConstants = /^(?:True|TRUE|False|FALSE|null|Null|NULL)$/;

function match(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(line);
}

/** A text in quotes; null: there is none here. */
export function takeQuoted(line: string, at: number): Taken<string> | null {
  const quoted = match(inQuotes, line, at);
  if (quoted !== null) return { value: JSON.parse(quoted[0]) as string, end: inQuotes.lastIndex };
  const single = match(inApostrophes, line, at);
  return single === null
    ? null
    : { value: (single[1] ?? '').replaceAll("''", "'"), end: inApostrophes.lastIndex };
}

/** Plain words; null: none here, or such that YAML could take them for something else. */
export function takeWords(line: string, at: number): Taken<string | boolean> | null {
  const found = match(words, line, at)?.[0];
  if (found === undefined || alsoConstants.test(found)) return null;
  return { value: constants[found] ?? found, end: at + found.length };
}

/** Anything that is neither a list nor a mapping. */
export function takeScalar(line: string, at: number): Taken<string | number | boolean> | null {
  const quoted = takeQuoted(line, at) ?? takeWords(line, at);
  if (quoted !== null) return quoted;
  const text = match(lookAlike, line, at)?.[0];
  if (text !== undefined) return { value: text, end: at + text.length };
  const digits = match(number, line, at)?.[0];
  return digits === undefined ? null : { value: Number(digits), end: at + digits.length };
}
