import type { IsBreached, PasswordProblem } from '../core/identity/password-rules.js';
import { findPasswordProblems } from '../core/identity/password-rules.js';
import { type Speak, speakIn } from '../core/texts/catalogue.js';
import type { TextKey } from '../core/texts/english.js';

const words: Readonly<Record<PasswordProblem, TextKey>> = {
  too_short: 'password.tooShort',
  too_long: 'password.tooLong',
  is_the_name: 'password.isTheName',
  too_common: 'password.tooCommon',
  one_character: 'password.oneCharacter',
};

/**
 * Everything wrong with a password that was typed twice, as people read it; empty: it will do.
 * @param speak the person's language; English unless told, as the administration's
 */
export function checkNewPassword(
  password: string,
  repeat: string,
  name: string,
  isBreached: IsBreached,
  speak: Speak = speakIn('en'),
): readonly string[] {
  const problems = findPasswordProblems(password, name, isBreached).map((problem) => speak(words[problem]));
  return password === repeat ? problems : [...problems, speak('password.different')];
}
