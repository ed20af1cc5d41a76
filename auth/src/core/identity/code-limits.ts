import { epochSeconds, type EpochSeconds } from '../time.js';
import type { SignInVerdict } from './sign-in-limits.js';
import { freeAgainAt, type Limit, oneMore, type Tally } from './tally.js';

// Only whoever knows the password gets as far as a code, so this may refuse: a million codes, of which three count at a
// time, fall to about 150 guesses a day in some 18 years. Whoever gave a right code from an address lately is not held up
// by what others do to the account.
const limits = {
  pair: { free: 5, leakSeconds: 600, firstWait: 5, longestWait: 900 },
  account: { free: 10, leakSeconds: 600, firstWait: 5, longestWait: 900 },
} as const satisfies Record<string, Limit>;

const knownSeconds = 30 * 86_400;

/** The tallies that one code touches; null: nothing known. */
export interface CodeTallies {
  readonly pair: Tally | null;
  readonly account: Tally | null;
}

/** Judges a try by what failed before it. */
export function judgeCode({ pair, account }: CodeTallies, now: EpochSeconds): SignInVerdict {
  const known = (pair?.knownUntil ?? 0) > now;
  const until = Math.max(
    freeAgainAt(pair, limits.pair, now),
    known ? now : freeAgainAt(account, limits.account, now),
  );
  return until > now ? { kind: 'wait', until: epochSeconds(until) } : { kind: 'proceed', delaySeconds: 0 };
}

/** With this try counted: before the code is looked at, so that tries side by side count too. */
export function countCode(
  { pair, account }: CodeTallies,
  now: EpochSeconds,
): Record<keyof CodeTallies, Tally> {
  return { pair: oneMore(pair, limits.pair, now), account: oneMore(account, limits.account, now) };
}

/** After a right code. */
export function forgiveCode({ account }: CodeTallies, now: EpochSeconds): Record<keyof CodeTallies, Tally> {
  const level = Math.max(0, (account?.level ?? 0) - 1);
  return {
    pair: { level: 0, at: now, knownUntil: epochSeconds(now + knownSeconds) },
    account: { level, at: account?.at ?? now, knownUntil: null },
  };
}
