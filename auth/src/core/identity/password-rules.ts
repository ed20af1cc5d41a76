import { commonPasswords } from './common-passwords.js';

/** What is wrong with a new password. */
export type PasswordProblem = 'too_short' | 'too_long' | 'is_the_name' | 'too_common' | 'one_character';

/** Bounds in code points. No rules about kinds of characters: they make passwords worse (ASVS 5.0, 6.2.5). */
export const shortestPassword = 8;
export const longestPassword = 128;

/** PORT: whether leaks show a password often; it comes in NFC and lower case. Never asks anybody outside. */
export type IsBreached = (plain: string) => boolean;

/** Everything wrong with `password` for the user called `name` (canonical); empty: it will do. The password is taken as it is, never trimmed or cut. */
export function findPasswordProblems(
  password: string,
  name: string,
  isBreached: IsBreached,
): readonly PasswordProblem[] {
  const characters = Array.from(password);
  const plain = password.normalize('NFC').toLowerCase();
  const problems: PasswordProblem[] = [];
  if (characters.length < shortestPassword) problems.push('too_short');
  if (characters.length > longestPassword) problems.push('too_long');
  if (plain.trim() === name || plain.trim() === name.split('@')[0]) problems.push('is_the_name');
  // Of a short one it is enough to say that it is too short.
  const isLong = characters.length >= shortestPassword;
  if (isLong && (commonPasswords.has(plain) || isBreached(plain))) problems.push('too_common');
  if (new Set(characters).size === 1) problems.push('one_character');
  return problems;
}
