import type { Context } from 'koa';
import type { Speak } from '../core/texts/catalogue.js';
import { chooseLanguage, speakIn } from '../core/texts/catalogue.js';

/** The language of a request, by `Accept-Language`, and a voice in it. */
export function voiceOf(
  ctx: Context,
  defaultLanguage: string,
): { readonly language: string; readonly speak: Speak } {
  const language = chooseLanguage(ctx.get('Accept-Language'), defaultLanguage);
  return { language, speak: speakIn(language) };
}

/** Seconds as people write them in a language, e.g. `1 second`, `30 Sekunden`. */
export function sayDuration(language: string, seconds: number): string {
  const form = { style: 'unit', unit: 'second', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language, form).format(seconds);
}
