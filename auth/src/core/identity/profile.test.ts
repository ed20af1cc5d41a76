import { describe, expect, it } from '@jest/globals';
import { isDisplayName, isEmailAddress } from './profile.js';

describe('a profile', () => {
  it('takes addresses that mail can be sent to', () => {
    for (const text of ['ines@example.org', 'i.o+x@mail.example.org', 'ïnes@exämple.org'])
      expect(isEmailAddress(text)).toBe(true);
    for (const text of [
      '',
      'ines',
      'ines@example',
      'a@b@example.org',
      'ines@example.org\r\nBcc: x@example.org',
      'Ines <ines@example.org>',
      'a@example.org,b@example.org',
      `${'a'.repeat(65)}@example.org`,
    ])
      expect(isEmailAddress(text)).toBe(false);
  });

  it('takes names of one line', () => {
    for (const text of ['Ines', '山田 花子', "O'Hara <x>"]) expect(isDisplayName(text)).toBe(true);
    for (const text of ['', ' ', ' Ines', 'a\nb', 'x'.repeat(201)]) expect(isDisplayName(text)).toBe(false);
  });
});
