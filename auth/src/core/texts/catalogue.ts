import { readAcceptLanguage } from './accept-language.js';
import type { Catalogue, TextKey } from './english.js';
import { english } from './english.js';
import { french } from './french.js';
import { german } from './german.js';
import { italian } from './italian.js';
import { japanese } from './japanese.js';
import { spanish } from './spanish.js';

/** Texts by language tag; English is complete by construction and the last resort. */
export type Catalogues = Readonly<Record<string, Catalogue>>;

/** The languages there are, in the order in which people choose among them. */
export const catalogues: Catalogues = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  ja: japanese,
};

/** What each language calls itself. */
export const languageNames: Readonly<Record<string, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  it: 'Italiano',
  ja: '日本語',
};

/** Whether we have texts in this language; `tag` may be anything. */
export function isLanguage(tag: string): boolean {
  return Object.hasOwn(catalogues, tag);
}

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
  const wanted = [...readAcceptLanguage(acceptLanguage), fallback].map((tag) => tag.split('-')[0] ?? '');
  return wanted.find(isLanguage) ?? 'en';
}
