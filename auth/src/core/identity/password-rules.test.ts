import { describe, expect, it } from '@jest/globals';
import { commonPasswords } from './common-passwords.js';
import { findPasswordProblems } from './password-rules.js';

const none = (): boolean => false;

describe('findPasswordProblems', () => {
  it.each(['correct horse battery', '        x', 'ünïcödé wörds', '长长长长长长长密码', 'x1'.repeat(64)])(
    'has nothing against %j',
    (password) => {
      expect(findPasswordProblems(password, 'ines', none)).toEqual([]);
    },
  );

  it.each([
    ['short', ['too_short']],
    ['xy'.repeat(65), ['too_long']],
    ['Password1', ['too_common']],
    ['INES.MILLER@example.org', ['is_the_name']],
    ['ines.miller', ['is_the_name']],
    ['zzzzzzzzzzzz', ['one_character']],
    ['', ['too_short']],
  ])('lists what is wrong with %j', (password, problems) => {
    expect(findPasswordProblems(password, 'ines.miller@example.org', none)).toEqual(problems);
  });

  it('counts characters, not bytes or halves of them', () => {
    expect(findPasswordProblems('🙂🙃🙂🙃', 'ines', none)).toContain('too_short');
  });
});

describe('commonPasswords', () => {
  it('holds only what the length rule lets pass, in the form that is compared', () => {
    for (const password of commonPasswords) {
      expect(password).toBe(password.toLowerCase());
      expect(password.length).toBeGreaterThanOrEqual(8);
    }
    expect(commonPasswords.size).toBeGreaterThan(250);
  });

  it('asks the list of leaks, in the plain form of the password', () => {
    const asked: string[] = [];
    const isBreached = (plain: string): boolean => {
      asked.push(plain);
      return true;
    };
    expect(findPasswordProblems('Zu\u0308rich 1999', 'ines', isBreached)).toEqual(['too_common']);
    expect(asked).toEqual(['z\u00fcrich 1999']);
  });
});
