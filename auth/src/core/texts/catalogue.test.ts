import { describe, expect, it } from '@jest/globals';
import { catalogues, chooseLanguage, fill, languageMap, languageNames, speakIn } from './catalogue.js';
import { english, type TextKey } from './english.js';

const marks = (text: string): string[] => [...(text.match(/\{\w+\}/g) ?? [])].sort();
const keys = Object.keys(english) as TextKey[];
const others = Object.entries(catalogues).filter(([tag]) => tag !== 'en');

/** Names of protocols and files, and words that a language shares with English. */
const same: Readonly<Record<string, readonly string[]>> = {
  '*': ['demo.manifest2', 'demo.info2', 'demo.info3'],
  de: ['demo.manifest'],
  fr: ['welcome.title', 'welcome.collections', 'welcome.admin'],
  it: ['demo.manifest', 'login.password'],
};

describe('texts', () => {
  it('fill in values, and leave a mark without one as it is', () => {
    expect(fill('{a} and {b}', { a: 'x' })).toBe('x and {b}');
    expect(fill('{a}', { a: '{b}', b: 'no' })).toBe('{b}');
  });

  it('are there in English, German, French, Spanish, Italian and Japanese, each under its own name', () => {
    expect(Object.keys(catalogues)).toEqual(['en', 'de', 'fr', 'es', 'it', 'ja']);
    expect(Object.keys(languageNames)).toEqual(Object.keys(catalogues));
  });

  it.each(others)('have the same keys and marks in %s as in English', (_tag, texts) => {
    expect(Object.keys(texts).sort()).toEqual([...keys].sort());
    for (const key of keys)
      expect({ key, marks: marks(texts[key]) }).toEqual({ key, marks: marks(english[key]) });
  });

  it.each(others)('are none of them empty, nor left in English, in %s', (tag, texts) => {
    expect(keys.filter((key) => texts[key].trim() === '')).toEqual([]);
    const allowed = [...(same['*'] ?? []), ...(same[tag] ?? [])];
    expect(keys.filter((key) => texts[key] === english[key]).sort()).toEqual(allowed.sort());
  });

  it('begin and end alike in every language: no stray space, a full stop where English has one', () => {
    for (const [tag, texts] of Object.entries(catalogues))
      for (const key of keys) {
        const text = texts[key];
        expect({ tag, key, text: text.trim() }).toEqual({ tag, key, text });
        expect({ tag, key, ends: /[.。]$/.test(text) }).toEqual({
          tag,
          key,
          ends: english[key].endsWith('.'),
        });
      }
  });

  it('have a no-break space before double punctuation in French', () => {
    for (const key of keys) {
      const text = catalogues['fr']?.[key] ?? '';
      expect({ key, bad: / [:;?!»]/.exec(text)?.[0] }).toEqual({ key, bad: undefined });
    }
  });

  it('are punctuated in full width in Japanese', () => {
    for (const key of keys) {
      const text = catalogues['ja']?.[key] ?? '';
      expect({ key, bad: /[\u3040-\u9fff][.,:;?!()]/.exec(text)?.[0] }).toEqual({ key, bad: undefined });
    }
  });

  it('speak English where a language is not there', () => {
    expect(speakIn('xx')('login.title')).toBe('Sign in');
  });

  it('go into language maps with all languages', () => {
    const map = languageMap('probe.otherAccount', { name: 'tom' });
    expect(Object.keys(map)).toEqual(Object.keys(catalogues));
    expect(map['de']).toEqual(['Nicht zugänglich für tom']);
  });

  it.each([
    ['', 'en', 'en'],
    ['xx', 'en', 'en'],
    ['en-GB,en;q=0.9', 'de', 'en'],
    ['xx;q=1, en;q=0.1', 'ja', 'en'],
    ['de-CH, fr;q=0.9', 'en', 'de'],
    ['fr;q=0.5, ja;q=0.6', 'en', 'ja'],
    ['es-419', 'en', 'es'],
    ['xx', 'de-AT', 'de'],
    ['', 'nl', 'en'],
    ['en;q=0', 'it', 'it'],
    ['*', 'en', 'en'],
    ['__proto__', 'toString', 'en'],
    ['constructor', 'constructor', 'en'],
    [','.repeat(400), 'en', 'en'],
  ])('choose for "%s", by default %s: %s', (header, fallback, language) => {
    expect(chooseLanguage(header, fallback)).toBe(language);
  });
});
