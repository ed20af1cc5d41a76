import { canonicalUserName, longestName, type NameProblem } from './user-name.js';
import { err, ok, type Result } from '../result.js';

const sentences: Readonly<Record<NameProblem, string>> = {
  empty: 'is empty',
  too_long: `is longer than ${longestName} characters`,
  not_allowed:
    'begins with something else than a letter or digit, or holds other signs than . _ @ + - and apostrophes',
};

/** A user's or group's name in its canonical form, or a sentence that says what is wrong with it. */
export function readName(kind: 'user' | 'group', text: string): Result<string, string> {
  const name = canonicalUserName(text);
  return name.ok ? ok(name.value) : err(`The ${kind} name ${JSON.stringify(text)} ${sentences[name.error]}.`);
}
