import { freeAgainAt, type Limit, oneLess, oneMore, type Tally, waitAfter } from './tally.js';
import { epochSeconds, type EpochSeconds } from '../time.js';

export type { Tally } from './tally.js';

// A wait refuses: it slows one source of guesses down. The account as a whole is never refused, or anyone could lock a
// person out by failing on purpose (ASVS 5.0, 6.1.1): its tries are only answered later.
const limits = {
  pair: { free: 5, leakSeconds: 300, firstWait: 2, longestWait: 300 },
  address: { free: 30, leakSeconds: 30, firstWait: 1, longestWait: 120 },
  account: { free: 10, leakSeconds: 600, firstWait: 0.25, longestWait: 3 },
} as const satisfies Record<string, Limit>;

/** After this many seconds without a write a tally says nothing any more. */
export const tallyLifeSeconds = 90 * 86_400;
const knownSeconds = 30 * 86_400;

/** The tallies that one try touches; null: nothing known. */
export interface SignInTallies {
  readonly pair: Tally | null;
  readonly address: Tally | null;
  readonly account: Tally | null;
}

type CountedTallies = { readonly [Kind in keyof SignInTallies]: Tally };

/** May this try be judged? `delaySeconds` is to be spent before answering. */
export type SignInVerdict =
  | { readonly kind: 'proceed'; readonly delaySeconds: number }
  | { readonly kind: 'wait'; readonly until: EpochSeconds };

/** Judges a try by what failed before it. Refused tries are not to be counted: asking often must not prolong a wait. */
export function judgeSignIn(tallies: SignInTallies, now: EpochSeconds): SignInVerdict {
  // Whoever signed in from here lately is not held up by what strangers do to the address or to the account.
  const known = (tallies.pair?.knownUntil ?? 0) > now;
  const until = Math.max(
    freeAgainAt(tallies.pair, limits.pair, now),
    known ? now : freeAgainAt(tallies.address, limits.address, now),
  );
  if (until > now) return { kind: 'wait', until: epochSeconds(until) };
  return { kind: 'proceed', delaySeconds: known ? 0 : waitAfter(tallies.account, limits.account, now) };
}

/** The tallies with this try counted. Count before the password is looked at, so that parallel tries count too. */
export function countTry(tallies: SignInTallies, now: EpochSeconds): CountedTallies {
  return {
    pair: oneMore(tallies.pair, limits.pair, now),
    address: oneMore(tallies.address, limits.address, now),
    account: oneMore(tallies.account, limits.account, now),
  };
}

/** The tallies after a try that was counted and then not judged after all (the machine was busy). */
export function takeBackTry(tallies: SignInTallies, now: EpochSeconds): CountedTallies {
  return {
    pair: oneLess(tallies.pair, now),
    address: oneLess(tallies.address, now),
    account: oneLess(tallies.account, now),
  };
}

/**
 * The tallies after a try that was counted and then succeeded. The address keeps its earlier failures: else an
 * account of one's own would wash them off.
 */
export function forgiveTry(tallies: SignInTallies, now: EpochSeconds): CountedTallies {
  return {
    ...takeBackTry(tallies, now),
    pair: { level: 0, at: now, knownUntil: epochSeconds(now + knownSeconds) },
  };
}
