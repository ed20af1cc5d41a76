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
