import { describe, expect, it } from '@jest/globals';
import { readAcceptLanguage } from './accept-language.js';
import { pickLanguage, pickText } from './pick-text.js';

describe('an administrator’s texts', () => {
  it.each([
    [['en', 'de'], ['de'], 'de'],
    [['en', 'de-AT'], ['de'], 'de-AT'],
    [['en', 'de'], ['de-CH', 'en'], 'de'],
    [['de', 'de-CH'], ['de-ch'], 'de-CH'],
    [['nl', 'en'], ['ja', 'de', 'en'], 'en'],
    [['nl', 'sv'], ['ja', 'de', 'en'], 'nl'],
    [[], ['en'], null],
  ])('written in %j and wanted in %j are given in %s', (written, wanted, language) => {
    expect(pickLanguage(written, wanted)).toBe(language);
  });

  it('are absent where nothing was written', () => {
    expect(pickText(null, ['en'])).toBeNull();
    expect(pickText({}, ['en'])).toBeNull();
    expect(pickText({ en: 'Only here' }, ['de', 'en'])).toBe('Only here');
  });

  it.each([
    ['de-CH, fr;q=0.9, en;q=0.95', ['de-ch', 'en', 'fr']],
    ['*, en;q=0', []],
    ['__proto__, ../../etc, ja', ['ja']],
  ])('are asked for by "%s": %j', (header, tags) => {
    expect(readAcceptLanguage(header)).toEqual(tags);
  });
});
