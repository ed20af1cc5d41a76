import { randomBytes } from 'node:crypto';

/** 256 bits that nobody can guess, base64url (43 characters): session ids, tokens, links. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
