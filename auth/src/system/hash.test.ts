import { describe, expect, it } from '@jest/globals';
import type { Digest } from '../core/session/digest.js';
import { equal, hmac, sha256 } from './hash.js';
import { randomSecret } from './random.js';

describe('hash', () => {
  it('is what the core asks for', () => {
    const digest: Digest = { sha256, hmac, equal };
    expect(Object.keys(digest)).toHaveLength(3);
  });

  it('gives the known SHA-256 and HMAC-SHA-256 (FIPS 180-2, RFC 4231 case 2)', () => {
    expect(Buffer.from(sha256('abc'), 'base64url').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(Buffer.from(hmac('Jefe', 'what do ya want for nothing?'), 'base64url').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('compares texts of any length', () => {
    expect([equal('a', 'a'), equal('a', 'b'), equal('a', 'ab'), equal('', '')]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});

describe('randomSecret', () => {
  it('is 256 bits, never the same', () => {
    const secrets = Array.from({ length: 100 }, randomSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
  });
});
