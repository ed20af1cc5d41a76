import type { Context } from 'koa';
import type { User } from '../core/identity/user.js';
import { readAcceptLanguage } from '../core/texts/accept-language.js';
import type { Speak } from '../core/texts/catalogue.js';
import { chooseLanguage, isLanguage, speakIn } from '../core/texts/catalogue.js';

/** Keeps the language that somebody chose in this browser, and nothing else. */
export const languageCookie = '__Host-gatehouse-language';

const yearInMilliseconds = 365 * 24 * 3_600 * 1_000;

interface LanguageState {
  /** Chosen with this very request. */
  language?: string;
}

function rememberedLanguage(ctx: Context): string | null {
  const chosen = (ctx.state as LanguageState).language ?? ctx.cookies.get(languageCookie) ?? '';
  return isLanguage(chosen) ? chosen : null;
}

/**
 * Tags in the order in which this visitor reads an administrator's own texts: the chosen language, what the browser
 * asks for, the default, English.
 */
export function wantedLanguages(ctx: Context, defaultLanguage: string): readonly string[] {
  const chosen = rememberedLanguage(ctx);
  const asked = readAcceptLanguage(ctx.get('Accept-Language'));
  return [...(chosen === null ? [] : [chosen]), ...asked, defaultLanguage, 'en'];
}

/** A voice in the language of a request. */
export interface Voice {
  readonly language: string;
  readonly speak: Speak;
}

/** The language that was chosen with this request or before it, else by `Accept-Language`, else the default. */
export function voiceOf(ctx: Context, defaultLanguage: string): Voice {
  const language = rememberedLanguage(ctx) ?? chooseLanguage(ctx.get('Accept-Language'), defaultLanguage);
  return { language, speak: speakIn(language) };
}

/** Speaks this language for the rest of the request. */
export function speakNow(ctx: Context, language: string): void {
  (ctx.state as LanguageState).language = language;
}

/** Speaks this language from now on in this browser. */
export function rememberLanguage(ctx: Context, language: string): void {
  speakNow(ctx, language);
  // The posted message of a token page in another site's frame is worded by it too: hence `none`.
  ctx.cookies.set(languageCookie, language, {
    httpOnly: true,
    secure: true,
    sameSite: 'none',
    path: '/',
    maxAge: yearInMilliseconds,
    overwrite: true,
  });
}

/** Speaks again as the browser asks. */
export function forgetLanguage(ctx: Context): void {
  ctx.cookies.set(languageCookie, null, { secure: true, sameSite: 'none', path: '/', overwrite: true });
}

/** Somebody has signed in: their own setting goes before what the browser was left in by others. */
export function followAccount(ctx: Context, user: Pick<User, 'language'>): void {
  if (user.language !== null && isLanguage(user.language)) rememberLanguage(ctx, user.language);
}

/** Seconds as people write them in a language, e.g. `1 second`, `30 Sekunden`. */
export function sayDuration(language: string, seconds: number): string {
  const form = { style: 'unit', unit: 'second', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language, form).format(seconds);
}
