import type { PasswordProblem } from '../core/identity/password-rules.js';
import { findPasswordProblems } from '../core/identity/password-rules.js';

const words: Readonly<Record<PasswordProblem, string>> = {
  too_short: 'The password is too short: use 8 characters or more.',
  too_long: 'The password is too long: use 128 characters at most.',
  is_the_name: 'The password must not be the name.',
  too_common: 'This password is on every list of common passwords. Choose another.',
  one_character: 'The password is one character repeated. Choose another.',
};

/** Everything wrong with a password that was typed twice, as people read it; empty: it will do. */
export function checkNewPassword(password: string, repeat: string, name: string): readonly string[] {
  const problems = findPasswordProblems(password, name).map((problem) => words[problem]);
  return password === repeat ? problems : [...problems, 'The two passwords are not the same.'];
}
