import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { importPassword } from '../core/identity/imported-password.js';
import { createArgon2Hasher } from './argon2-hasher.js';

const made = JSON.parse(readFileSync('test/fixtures/flask-security/hashes.json', 'utf8')) as Record<
  string,
  string
>;
const { password = '', salt = '' } = made;
const encoded = Buffer.from(salt).toString('base64url');
const hasher = createArgon2Hasher({ memoryCost: 1024, timeCost: 2, atOnce: 2, waiting: 5 });

describe('passwords that another system hashed', () => {
  it.each([
    ['bcrypt', encoded],
    ['pbkdf2', encoded],
    ['single_bcrypt', ''],
    ['single_pbkdf2', ''],
  ])('are right or wrong as there, and hashed again: %s', async (name, withSalt) => {
    const stored = importPassword(made[name] ?? '', withSalt) ?? '';
    expect(await hasher.verify(stored, password)).toBe(true);
    expect(await hasher.verify(stored, `${password}x`)).toBe(false);
    expect(await hasher.verify(stored, '')).toBe(false);
    expect(hasher.needsRehash(stored)).toBe(true);
    const otherSalt = importPassword(made[name] ?? '', Buffer.from('another').toString('base64url')) ?? '';
    expect(await hasher.verify(otherSalt, password)).toBe(false);
  });

  it.each([
    '',
    'secret',
    '$1$abc$def',
    '$2b$31$aaaa',
    '$pbkdf2-sha1$1$a$b',
    '$argon2id$v=19$m=1,t=1,p=1$a$b',
    '$5$rounds=1$a$b',
  ])('are not taken where they are hashed otherwise: %j', (hash) => {
    expect(importPassword(hash, '')).toBeNull();
  });

  it.each(['$imported$', '$imported$$$2b$05$short', '$imported$$$pbkdf2-sha512$1$$AA'])(
    'open to nobody where they were damaged: %j',
    async (stored) => {
      expect(await hasher.verify(stored, '')).toBe(false);
      expect(await hasher.verify(stored, 'x')).toBe(false);
    },
  );
});
