import { describe, expect, it } from '@jest/globals';
import type { UserId } from '../identity/user.js';
import { epochSeconds } from '../time.js';
import { isSessionAlive, type Session, type SessionHash } from './session.js';

const life = { idleSeconds: 7200, absoluteSeconds: 43_200, agreedSeconds: 0 };
const begun = 1_800_000_000;
const session: Session = {
  hash: 'h' as SessionHash,
  kind: 'content',
  user: 'u' as UserId,
  origins: [],
  agreements: {},
  createdAt: epochSeconds(begun),
  lastSeenAt: epochSeconds(begun),
  secondFactor: false,
  address: null,
  userAgent: null,
};
const aliveAt = (seconds: number): boolean => isSessionAlive(session, life, epochSeconds(begun + seconds));

describe('a session', () => {
  it('counts until nothing was heard of it for its idle time', () => {
    expect(aliveAt(7199)).toBe(true);
    expect(aliveAt(7200)).toBe(false);
  });

  it('counts no longer than its absolute time, however often it was seen', () => {
    const seen = { ...session, lastSeenAt: epochSeconds(begun + 43_000) };
    expect(isSessionAlive(seen, life, epochSeconds(begun + 43_199))).toBe(true);
    expect(isSessionAlive(seen, life, epochSeconds(begun + 43_200))).toBe(false);
  });

  it('does not count before it began: the clock was wrong then, or is now', () => {
    expect(aliveAt(-3600)).toBe(false);
    expect(aliveAt(-301)).toBe(false);
  });

  it('counts where another replica’s clock is a little ahead', () => {
    expect(aliveAt(-5)).toBe(true);
  });
});
