import type { Context } from 'koa';
import type { RefusalVoice } from '../core/iiif/explain-refusal.js';
import type { Auth1Texts } from '../core/iiif/auth1-services.js';
import type { SignInTexts } from '../core/policy/model.js';
import type { Config } from '../config.js';
import { voiceOf, wantedLanguages } from './language.js';
import { dateWriter } from './write-date.js';

/** How a refusal is worded for this request: in its language, with dates in the time zone of the rules. */
export function refusalVoice(
  ctx: Context,
  config: Config,
  timeZone: string,
  userName: string | null,
): RefusalVoice {
  const { language, speak } = voiceOf(ctx, config.defaultLanguage);
  const wanted = wantedLanguages(ctx, config.defaultLanguage);
  return { language, wanted, speak, userName, writeDate: dateWriter(language, timeZone) };
}

/**
 * How service descriptions are worded for this request.
 * @param refusedAccount who is signed in with an account that does not open what is described; null: nobody
 */
export function serviceTexts(
  ctx: Context,
  config: Config,
  signIn: SignInTexts | null,
  refusedAccount: string | null = null,
): Auth1Texts {
  const { institution } = config;
  const { speak } = voiceOf(ctx, config.defaultLanguage);
  const wanted = wantedLanguages(ctx, config.defaultLanguage);
  return { speak, wanted, institution, signIn, refusedAccount };
}
