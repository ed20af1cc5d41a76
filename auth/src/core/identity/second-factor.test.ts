import { describe, expect, it } from '@jest/globals';
import { accountStanding } from './second-factor.js';

const plain = { mayAdminister: false, hasSecondFactor: false, secondFactorAsked: false };
const administrator = { ...plain, mayAdminister: true };
const asked = { ...plain, secondFactorAsked: true };

describe('what a session of the account pages is good for', () => {
  it.each([
    ['nobody asks', plain, false, 'required', 'full'],
    ['an administrator has none yet', administrator, false, 'required', 'enrol'],
    ['an administrator has none, and it is offered only', administrator, false, 'offered', 'full'],
    ['a group asks and there is none yet', asked, false, 'offered', 'enrol'],
    [
      'there is one that this session did not show',
      { ...plain, hasSecondFactor: true },
      false,
      'offered',
      'sign-in-again',
    ],
    ['an administrator showed it', { ...administrator, hasSecondFactor: true }, true, 'required', 'full'],
    ['a member showed it', { ...asked, hasSecondFactor: true }, true, 'offered', 'full'],
  ] as const)('%s', (_, user, shown, setting, standing) => {
    expect(accountStanding(user, shown, setting)).toBe(standing);
  });
});
