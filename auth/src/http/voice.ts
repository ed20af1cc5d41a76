import type { Context } from 'koa';
import type { RefusalVoice } from '../core/iiif/explain-refusal.js';
import type { Auth1Texts } from '../core/iiif/auth1-services.js';
import type { SignInTexts } from '../core/policy/model.js';
import type { Config } from '../config.js';
import { voiceOf } from './language.js';

/** How a refusal is worded for this request: in its language, with dates in the time zone of the rules. */
export function refusalVoice(
  ctx: Context,
  config: Config,
  timeZone: string,
  userName: string | null,
): RefusalVoice {
  const { language, speak } = voiceOf(ctx, config.defaultLanguage);
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone });
  return { language, speak, userName, writeDate: (at) => format.format(new Date(at * 1_000)) };
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
  return { ...voiceOf(ctx, config.defaultLanguage), institution, signIn, refusedAccount };
}
