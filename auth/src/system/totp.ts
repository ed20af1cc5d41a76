import { Secret, TOTP } from 'otpauth';
import type { Totp } from '../core/identity/totp.js';

const period = 30;
const form = { algorithm: 'SHA1', digits: 6, period } as const;

/** RFC 6238 by `otpauth`. */
export const totp: Totp = {
  newSecret: () => new Secret({ size: 20 }).base32,
  stepOf: (secret, code, now) => {
    if (!/^\d{6}$/.test(code)) return null;
    const judge = new TOTP({ ...form, secret: Secret.fromBase32(secret) });
    const delta = judge.validate({ token: code, timestamp: now * 1000, window: 1 });
    return delta === null ? null : Math.floor(now / period) + delta;
  },
  address: (secret, issuer, label) =>
    new TOTP({ ...form, issuer, label, secret: Secret.fromBase32(secret) }).toString(),
};
