import type { User } from './user.js';

/** Whether administrators need a second factor for the administration, or may have one. */
export type SecondFactorSetting = 'required' | 'offered';

/** What a session of the account pages is good for. */
export type AccountStanding =
  /** Everything that the person may. */
  | 'full'
  /** Setting up a second factor, and signing out. */
  | 'enrol'
  /** Nothing: it was begun before the person had a second factor. */
  | 'sign-in-again';

/** `mayAdminister`: there are administration pages that they may open, as administrator, manager or auditor. */
export interface Factors extends Pick<User, 'hasSecondFactor' | 'secondFactorAsked'> {
  readonly mayAdminister: boolean;
}

/** True if this person has to have a second factor on the account and administration pages. */
export function needsSecondFactor(user: Factors, setting: SecondFactorSetting): boolean {
  return user.secondFactorAsked || (user.mayAdminister && setting === 'required');
}

/** @param shown whether the session was begun with a second factor */
export function accountStanding(
  user: Factors,
  shown: boolean,
  setting: SecondFactorSetting,
): AccountStanding {
  if (shown) return 'full';
  if (user.hasSecondFactor) return 'sign-in-again';
  return needsSecondFactor(user, setting) ? 'enrol' : 'full';
}
