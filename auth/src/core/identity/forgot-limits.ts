import { epochSeconds, type EpochSeconds } from '../time.js';
import type { SignInVerdict } from './sign-in-limits.js';
import { freeAgainAt, type Limit, oneMore, type Tally } from './tally.js';

/** Who asks, and for whom a letter would be. */
export type ForgotKey = 'address' | 'account';

// Whoever asks too often is told to wait; an account gets no more than a few letters a day, whoever asks.
const limits = {
  address: { free: 10, leakSeconds: 360, firstWait: 60, longestWait: 3_600 },
  account: { free: 3, leakSeconds: 7_200, firstWait: 7_200, longestWait: 7_200 },
} as const satisfies Record<ForgotKey, Limit>;

/** Judges one more question, and counts it if it may be asked. */
export function judgeForgot(
  key: ForgotKey,
  tally: Tally | null,
  now: EpochSeconds,
): { readonly verdict: SignInVerdict; readonly tally: Tally | null } {
  const until = freeAgainAt(tally, limits[key], now);
  return until > now
    ? { verdict: { kind: 'wait', until: epochSeconds(until) }, tally: null }
    : { verdict: { kind: 'proceed', delaySeconds: 0 }, tally: oneMore(tally, limits[key], now) };
}
