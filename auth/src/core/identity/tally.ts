import type { EpochSeconds } from '../time.js';

/**
 * How many failures stand against a key: a bucket that every try fills by one and that leaks with time.
 * `knownUntil`: signing in worked here; until then the key counts as the home of an honest person.
 */
export interface Tally {
  readonly level: number;
  readonly at: EpochSeconds;
  readonly knownUntil: EpochSeconds | null;
}

/** How one kind of key is limited. */
export interface Limit {
  /** Failures that cost nothing: people mistype. */
  readonly free: number;
  /** Seconds in which one failure is forgotten. */
  readonly leakSeconds: number;
  /** The wait after the first failure too many; it doubles with each further one up to `longestWait`. */
  readonly firstWait: number;
  readonly longestWait: number;
}

function levelNow(tally: Tally | null, limit: Limit, now: EpochSeconds): number {
  if (tally === null) return 0;
  return Math.max(0, tally.level - Math.max(0, now - tally.at) / limit.leakSeconds);
}

/** Seconds to wait after what stands against a key now. */
export function waitAfter(tally: Tally | null, limit: Limit, now: EpochSeconds): number {
  const excess = levelNow(tally, limit, now) - limit.free;
  return excess <= 0 ? 0 : Math.min(limit.longestWait, limit.firstWait * 2 ** (excess - 1));
}

/** When the wait that the last failure brought is over. */
export function freeAgainAt(tally: Tally | null, limit: Limit, now: EpochSeconds): number {
  // By the level at the last failure: a wait that was announced is neither cut short nor stretched. A clock that was
  // set back does not make it longer either.
  return tally === null ? now : Math.min(tally.at, now) + waitAfter(tally, limit, tally.at);
}

/** With one failure more. */
export function oneMore(tally: Tally | null, limit: Limit, now: EpochSeconds): Tally {
  return { level: levelNow(tally, limit, now) + 1, at: now, knownUntil: tally?.knownUntil ?? null };
}

/** With one failure taken back. */
export function oneLess(tally: Tally | null, now: EpochSeconds): Tally {
  if (tally === null) return { level: 0, at: now, knownUntil: null };
  return { ...tally, level: Math.max(0, tally.level - 1) };
}
