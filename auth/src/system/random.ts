import { randomBytes } from 'node:crypto';

/** That many bytes that nobody can guess. */
export function secretBytes(count: number): Uint8Array {
  return randomBytes(count);
}

/** 256 bits that nobody can guess, base64url (43 characters): session ids, tokens, links. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
