import { createHash, createHmac, hash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of UTF-8 text, base64url. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url');
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
