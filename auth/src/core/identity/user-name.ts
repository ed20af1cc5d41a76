import { err, ok, type Result } from '../result.js';

/** Why a text is no name. */
export type NameProblem = 'empty' | 'too_long' | 'not_allowed';

/** The longest name, in code points. */
export const longestName = 128;

// Starts with a letter or digit; letters of any script, digits, and what e-mail addresses are made of.
const allowed = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+'-]*$/u;

/**
 * The one form of a user's or group's name that is stored, compared and counted: trimmed, NFC, lower case.
 * `John`, ` john` and `JOHN` are one person with one count of failures (a peer counted each apart: CVE-2026-47203).
 */
export function canonicalUserName(text: string): Result<string, NameProblem> {
  const name = text.trim().normalize('NFC').toLowerCase().normalize('NFC');
  if (name === '') return err('empty');
  if (Array.from(name).length > longestName) return err('too_long');
  return allowed.test(name) ? ok(name) : err('not_allowed');
}
