import type { Brand } from '../brand.js';
import type { UserId } from '../identity/user.js';
import type { EpochSeconds } from '../time.js';
import type { ViewerOrigin } from './viewer-origin.js';

/** SHA-256 of a session's 256-bit id, base64url: all that is ever stored of it. */
export type SessionHash = Brand<string, 'SessionHash'>;

/** `content` opens pictures and the token page only; `account` opens account and administration pages only. */
export type SessionKind = 'content' | 'account';

/** Agreement name → what was accepted, and when. */
export type Acceptances = Readonly<Record<string, { readonly version: number; readonly at: EpochSeconds }>>;

/** Proof of having been here: what a cookie stands for. `user` null: nobody signed in (agreements only). */
export interface Session {
  readonly hash: SessionHash;
  readonly kind: SessionKind;
  readonly user: UserId | null;
  /** Origins for which the person opened an access service and clicked (contract 3, "Who gets a token"). */
  readonly origins: readonly ViewerOrigin[];
  readonly agreements: Acceptances;
  readonly createdAt: EpochSeconds;
  readonly lastSeenAt: EpochSeconds;
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** How long sessions of a kind live, in seconds. */
export interface SessionLife {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

/** The moment a session ends if nothing more is heard of it. */
export function sessionEndsAt(session: Session, life: SessionLife): number {
  return Math.min(session.lastSeenAt + life.idleSeconds, session.createdAt + life.absoluteSeconds);
}

/** True while the session counts. */
export function isSessionAlive(session: Session, life: SessionLife, now: EpochSeconds): boolean {
  return now < sessionEndsAt(session, life);
}
