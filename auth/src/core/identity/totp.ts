import type { EpochSeconds } from '../time.js';

/** PORT: time-based one-time passwords (RFC 6238): SHA-1, six digits, 30 s, as every app knows them. */
export interface Totp {
  /** 160 random bits, base32. */
  readonly newSecret: () => string;
  /** The step that a code belongs to, at most one before or after now; null: to none of these. */
  readonly stepOf: (secret: string, code: string, now: EpochSeconds) => number | null;
  /** The `otpauth:` address that apps read from a QR code. */
  readonly address: (secret: string, issuer: string, account: string) => string;
}
