import { describe, expect, it } from '@jest/globals';
import { canonicalUserName } from './user-name.js';

describe('canonicalUserName', () => {
  it.each([
    ['Ines', 'ines'],
    ['  tom \t', 'tom'],
    ['MAREK', 'marek'],
    ['Zoe\u0301', 'zo\u00e9'],
    ['ayesha@Example.org', 'ayesha@example.org'],
    ['李雷', '李雷'],
    ["o'neil-2", "o'neil-2"],
  ])('takes %j as %j', (text, name) => {
    expect(canonicalUserName(text)).toEqual({ ok: true, value: name });
  });

  it('gives a name once canonical the same name again', () => {
    for (const text of ['İstanbul', 'ΑΣ', 'ẞ', 'Å']) {
      const once = canonicalUserName(text);
      expect(once.ok && canonicalUserName(once.value)).toEqual(once);
    }
  });

  it.each([
    ['', 'empty'],
    [' \u00a0', 'empty'],
    ['a b', 'not_allowed'],
    ['a\u0000', 'not_allowed'],
    ['a\nb', 'not_allowed'],
    ['a/b', 'not_allowed'],
    ['group:x', 'not_allowed'],
    ['-x', 'not_allowed'],
    ['<b>', 'not_allowed'],
    ['a\u202eb', 'not_allowed'],
    ['x'.repeat(129), 'too_long'],
  ])('refuses %j: %s', (text, error) => {
    expect(canonicalUserName(text)).toEqual({ ok: false, error });
  });
});
