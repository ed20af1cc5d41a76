import { describe, expect, it } from '@jest/globals';
import { catalogues, chooseLanguage, fill, speakIn } from './catalogue.js';
import { english, type TextKey } from './english.js';

const marks = (text: string): string[] => [...(text.match(/\{\w+\}/g) ?? [])].sort();

describe('texts', () => {
  it('fill in values, and leave a mark without one as it is', () => {
    expect(fill('{a} and {b}', { a: 'x' })).toBe('x and {b}');
    expect(fill('{a}', { a: '{b}', b: 'no' })).toBe('{b}');
  });

  it('are the same keys and marks in every language', () => {
    for (const texts of Object.values(catalogues)) {
      expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
      for (const key of Object.keys(english) as TextKey[])
        expect(marks(texts[key])).toEqual(marks(english[key]));
    }
  });

  it('speak English where a language is not there', () => {
    expect(speakIn('xx')('login.title')).toBe('Sign in');
  });

  it.each([
    ['', 'en', 'en'],
    ['xx', 'en', 'en'],
    ['en-GB,en;q=0.9', 'en', 'en'],
    ['xx;q=1, en;q=0.1', 'en', 'en'],
    ['en;q=0', 'en', 'en'],
    ['*', 'en', 'en'],
    ['__proto__', 'toString', 'en'],
    ['constructor', 'constructor', 'en'],
    [','.repeat(400), 'en', 'en'],
  ])('choose for "%s", by default %s: %s', (header, fallback, language) => {
    expect(chooseLanguage(header, fallback)).toBe(language);
  });
});
