import { describe, expect, it } from '@jest/globals';
import { checkLook, contactAddress } from './check-look.js';
import { plainLook } from './look.js';
import { accentStyle, toPageLook } from './page-look.js';
import { sayLookChange } from './say-look-change.js';

describe('a look', () => {
  it('is refused with every problem that it has', () => {
    const problems = checkLook({
      ...plainLook,
      institution: 'two\nlines',
      contact: 'javascript:alert(1)',
      legal: 'ftp://example.org',
      privacy: 'https://user:word@example.org/',
      accent: 'red;}',
      welcome: { 'not a tag': 'x' },
      signIn: { en: '\u0000' },
    });
    expect(problems.map((problem) => problem.split(/[:(]/)[0]?.trim())).toEqual([
      'Name',
      'Contact',
      'Legal notice',
      'Privacy',
      'Colour',
      'Welcome text',
      'Sign-in text',
    ]);
    expect(checkLook(plainLook)).toEqual([]);
  });

  it('leads to a mail program or the web, and nowhere else', () => {
    expect(contactAddress('archive@example.org')).toBe('mailto:archive@example.org');
    expect(contactAddress('https://example.org/contact?a=b')).toBe('https://example.org/contact?a=b');
    for (const text of [
      'a@b?subject=x',
      'a@b, c@d',
      'javascript:alert(1)//a@b',
      'data:text/html,x@y',
      '//example.org',
      'http://a b',
      'https://x@example.org/',
      '',
    ])
      expect([text, contactAddress(text)]).toEqual([text, null]);
  });

  it('takes the name of the settings until it has its own', () => {
    expect(toPageLook(plainLook, 'Of the settings').institution).toBe('Of the settings');
    expect(toPageLook({ ...plainLook, institution: 'Own' }, 'Of the settings').institution).toBe('Own');
  });

  it('writes a style sheet of colours only', () => {
    expect(accentStyle('#1b5e57')).toContain(':root,.as-light{--accent:#1b5e57;--on-accent:#ffffff}');
    expect(accentStyle('#1b5e57}body{display:none')).toBe('');
  });

  it('tells the audit what was changed, and only that', () => {
    const after = { ...plainLook, institution: 'New', signIn: { en: 'Hello' } };
    expect(sayLookChange({ ...plainLook, institution: 'Old' }, after)).toEqual({
      before: 'name Old, sign-in text –',
      after: 'name New, sign-in text en: Hello',
    });
  });
});
