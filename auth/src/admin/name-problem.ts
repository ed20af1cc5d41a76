import { longestName, type NameProblem } from '../core/identity/user-name.js';

/** Why a user name can not be taken, and what to do about it. */
export function sayNameProblem(problem: NameProblem): string {
  switch (problem) {
    case 'empty':
      return 'The user name is missing: type one of letters, digits and . _ @ + only, e.g. ines.';
    case 'too_long':
      return `The user name is too long: use ${longestName} characters at most.`;
    case 'not_allowed':
      return "The user name may have letters, digits and . _ @ + ' - only, and must begin with a letter or digit.";
  }
}
