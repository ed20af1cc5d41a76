import { describe, expect, it } from '@jest/globals';
import { isBreachedPassword } from './breached-passwords.js';

describe('passwords of leaks', () => {
  it('are known, offline', () => {
    for (const password of ['password', '1qaz2wsx', 'liverpool', 'trustno1', 'basketball'])
      expect(isBreachedPassword(password)).toBe(true);
  });

  it('are not confused with others', () => {
    for (const password of ['', 'correct horse battery staple', 'a good long password', 'ferry lamp quorum'])
      expect(isBreachedPassword(password)).toBe(false);
  });
});
