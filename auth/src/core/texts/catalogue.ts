import type { TextKey } from './english.js';
import { english } from './english.js';

/** All texts of one language. */
export type Catalogue = Readonly<Record<TextKey, string>>;

/** Texts by language tag; English is complete by construction and the last resort. */
export type Catalogues = Readonly<Record<string, Catalogue>>;

/** The languages there are. */
export const catalogues: Catalogues = { en: english };

/** Fills `{name}` marks; a mark without a value stays as it is, so that a mistake is seen. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark);
}

/** Writes texts in one language. */
export type Speak = (key: TextKey, values?: Readonly<Record<string, string>>) => string;

/** @param language a key of `catalogues`; others speak English */
export function speakIn(language: string): Speak {
  const texts = catalogues[language] ?? english;
  return (key, values = {}) => fill(texts[key], values);
}

/** The same text in every language, as IIIF language maps want it (Presentation 3 §4). */
export function languageMap(
  key: TextKey,
  values: Readonly<Record<string, string>> = {},
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.keys(catalogues).map((tag) => [tag, [speakIn(tag)(key, values)]]));
}

/** The first language of an `Accept-Language` header that we have; else `fallback`, else English. */
export function chooseLanguage(acceptLanguage: string, fallback: string): string {
  const wanted = acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = Number(/^\s*q=([01](?:\.\d{1,3})?)$/.exec(parameters.join(';'))?.[1] ?? '1');
      return { language: tag.split('-')[0] ?? '', quality, index };
    })
    .filter((entry) => entry.quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  const found = wanted.find((entry) => Object.hasOwn(catalogues, entry.language));
  const last = fallback.split('-')[0] ?? 'en';
  return found?.language ?? (Object.hasOwn(catalogues, last) ? last : 'en');
}
