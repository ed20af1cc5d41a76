import { createHash, createHmac, hash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of UTF-8 text, base64url. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** The first 96 bits of SHA-256 of UTF-8 text, 24 hexadecimal digits: a name that two texts don't share by accident. */
export function shortDigest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 24);
}

/** HMAC-SHA-256 of UTF-8 text, base64url. */
export function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('base64url');
}

/** Compares in constant time, whatever the lengths. */
export function equal(a: string, b: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(a, 'utf8').digest(),
    createHash('sha256').update(b, 'utf8').digest(),
  );
}
