import { longestName, type NameProblem } from '../core/identity/user-name.js';
import { type Speak, speakIn } from '../core/texts/catalogue.js';

const keys = { empty: 'name.empty', too_long: 'name.tooLong', not_allowed: 'name.notAllowed' } as const;

/**
 * Why a user name can not be taken, and what to do about it.
 * @param speak the person's language; English unless told, as the administration's
 */
export function sayNameProblem(problem: NameProblem, speak: Speak = speakIn('en')): string {
  return speak(keys[problem], { count: String(longestName) });
}
