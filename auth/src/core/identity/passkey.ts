import type { EpochSeconds } from '../time.js';
import type { UserId } from './user.js';

/** A WebAuthn credential of a person: bound to this site by the browser, opened with the device's own lock. */
export interface Passkey {
  /** The credential's id, base64url. */
  readonly id: string;
  readonly user: UserId;
  /** What its owner calls it. */
  readonly name: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  /** The authenticator's own count of uses; many never leave 0. */
  readonly counter: number;
  /** How the browser reaches the authenticator: `internal`, `hybrid`, `usb`… */
  readonly transports: readonly string[];
  readonly createdAt: EpochSeconds;
  readonly lastUsedAt: EpochSeconds | null;
}
