import type { Brand } from '../brand.js';
import type { Acceptances } from '../identity/acceptance.js';
import type { UserId } from '../identity/user.js';
import type { EpochSeconds } from '../time.js';
import type { ViewerOrigin } from './viewer-origin.js';

/** SHA-256 of a session's 256-bit id, base64url: all that is ever stored of it. */
export type SessionHash = Brand<string, 'SessionHash'>;

/** `content` opens pictures and the token page only; `account` opens account and administration pages only. */
export type SessionKind = 'content' | 'account';

/** Proof of having been here: what a cookie stands for. `user` null: nobody signed in (agreements only). */
export interface Session {
  readonly hash: SessionHash;
  readonly kind: SessionKind;
  readonly user: UserId | null;
  /** Origins for which the person opened an access service and clicked (contract 3, "Who gets a token"). */
  readonly origins: readonly ViewerOrigin[];
  /** What was accepted here by whoever was not signed in; what people with an account accept is kept there. */
  readonly agreements: Acceptances;
  readonly createdAt: EpochSeconds;
  readonly lastSeenAt: EpochSeconds;
  /** Whoever signed in showed a second factor (or a passkey, which is two). */
  readonly secondFactor: boolean;
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** How long sessions of a kind live, in seconds. */
export interface SessionLife {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
  /** Where nobody signed in but something was accepted: so long after that, if it is longer. */
  readonly agreedSeconds: number;
}

/** The moment a session ends if nothing more is heard of it. */
export function sessionEndsAt(session: Session, life: SessionLife): number {
  const ends = Math.min(session.lastSeenAt + life.idleSeconds, session.createdAt + life.absoluteSeconds);
  if (session.user !== null) return ends;
  const accepted = Object.values(session.agreements).map(({ at }) => at + life.agreedSeconds);
  return Math.max(ends, ...accepted);
}

/** Seconds that the clocks of replicas may be apart. */
const clocksMayDiffer = 300;

/** True while the session counts: not past its end, nor before its beginning, as after a clock was set back. */
export function isSessionAlive(session: Session, life: SessionLife, now: EpochSeconds): boolean {
  return session.createdAt <= now + clocksMayDiffer && now < sessionEndsAt(session, life);
}
