import type { Context } from 'koa';
import type { RefusalVoice } from '../core/iiif/explain-refusal.js';
import type { Auth1Texts } from '../core/iiif/auth1-services.js';
import type { SignInTexts } from '../core/policy/model.js';
import type { WebDeps } from './web-deps.js';
import { voiceOf, wantedLanguages } from './language.js';
import { dateWriter } from './write-date.js';

/** How a refusal is worded for this request: in its language, with dates in the time zone of the rules. */
export function refusalVoice(
  ctx: Context,
  { config, look }: Pick<WebDeps, 'config' | 'look'>,
  timeZone: string,
  userName: string | null,
): RefusalVoice {
  const { language, speak } = voiceOf(ctx, config.defaultLanguage);
  const wanted = wantedLanguages(ctx, config.defaultLanguage);
  return {
    language,
    wanted,
    speak,
    userName,
    contact: look().contact?.text ?? null,
    writeDate: dateWriter(language, timeZone),
  };
}

/**
 * How service descriptions are worded for this request.
 * @param refusedAccount who is signed in with an account that does not open what is described; null: nobody
 */
export function serviceTexts(
  ctx: Context,
  { config, look }: Pick<WebDeps, 'config' | 'look'>,
  signIn: SignInTexts | null,
  refusedAccount: string | null = null,
): Auth1Texts {
  const { institution } = look();
  const { speak } = voiceOf(ctx, config.defaultLanguage);
  const wanted = wantedLanguages(ctx, config.defaultLanguage);
  return { speak, wanted, institution, signIn, refusedAccount };
}
