import { err, ok, type Result } from '../result.js';

/** Why a text is no name of an image: shown to people, so the message says what to do and never repeats the text. */
export interface PathProblem {
  readonly code: PathProblemCode;
  readonly message: string;
}

export type PathProblemCode = keyof typeof messages;

const messages = {
  empty_segment: 'name every part of the identifier: there is an empty one',
  dot_segment: 'name the folders themselves: "." and ".." are not followed',
  control_character: 'leave out control characters: names that hold them are not served',
  backslash: 'separate folders with "!": a name that holds a backslash is not served',
  raw_character: 'percent-encode the characters that RFC 3986 does not allow in a path segment',
  malformed_escape: 'write every "%" of a name as "%25", and escapes with two hexadecimal digits',
  over_encoded: 'write letters, digits, "-", ".", "_" and "~" as they are, not percent-encoded',
  invalid_utf8: 'encode the name as UTF-8',
  name_too_long: 'use names of at most 255 bytes between separators',
  path_too_long: 'use a path of at most 1024 bytes',
  not_canonical: 'use the canonical form of the identifier',
} as const;

/** Longest name that common Linux file systems can hold, in bytes of UTF-8. */
const longestName = 255;

const unreserved = /^[A-Za-z0-9\-._~]$/;
const rawInSegment = /^[A-Za-z0-9\-._~!$&'()*+,;=:@]$/;
const hexPair = /^[0-9A-Fa-f]{2}$/;

/** The problem of this code, as a refusal. */
export function pathProblem(code: PathProblemCode): { readonly ok: false; readonly error: PathProblem } {
  return err({ code, message: messages[code] });
}

/** Whether RFC 3986 allows this character as it is in a path segment (`pchar` without escapes). */
export function isRawInSegment(character: string): boolean {
  return rawInSegment.test(character);
}

/** Whether encoding this character would change nothing but its looks (RFC 3986 §2.3). */
export function isUnreserved(character: string): boolean {
  return unreserved.test(character);
}

/** Bytes that a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Takes a decoded name of one folder or file, or says why it can't be served. Nothing is repaired. */
export function checkName(name: string): Result<string, PathProblem> {
  if (name === '') return pathProblem('empty_segment');
  if (name === '.' || name === '..') return pathProblem('dot_segment');
  if (!name.isWellFormed()) return pathProblem('invalid_utf8');
  for (let index = 0; index < name.length; index += 1) {
    const unit = name.charCodeAt(index);
    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) return pathProblem('control_character');
    if (unit === 0x5c) return pathProblem('backslash');
  }
  return utf8Length(name) > longestName ? pathProblem('name_too_long') : ok(name);
}

/** Decodes one raw segment, exactly once. An escape is refused where the character itself would do (contract 3). */
export function decodeSegment(raw: string): Result<string, PathProblem> {
  for (let index = 0; index < raw.length; index += 1) {
    const character = raw.charAt(index);
    if (character === '%') {
      const digits = raw.slice(index + 1, index + 3);
      if (!hexPair.test(digits)) return pathProblem('malformed_escape');
      if (isUnreserved(String.fromCharCode(Number.parseInt(digits, 16)))) return pathProblem('over_encoded');
      index += 2;
    } else if (!isRawInSegment(character)) return pathProblem('raw_character');
  }
  try {
    // Strict: refuses overlong forms, surrogates and what lies beyond U+10FFFF; `+` stays a plus.
    return checkName(decodeURIComponent(raw));
  } catch {
    return pathProblem('invalid_utf8');
  }
}
