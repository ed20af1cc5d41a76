import type { RefusalVoice } from '../core/iiif/explain-refusal.js';
import { catalogues, speakIn } from '../core/texts/catalogue.js';
import type { WebDeps } from './web-deps.js';
import { dateWriter } from './write-date.js';

/** How a refusal is worded in every language there is, for language maps; dates in the time zone of the rules. */
export function refusalVoices(
  timeZone: string,
  userName: string | null,
  { config, look }: Pick<WebDeps, 'config' | 'look'>,
): readonly RefusalVoice[] {
  return Object.keys(catalogues).map((language) => ({
    language,
    wanted: [language, config.defaultLanguage, 'en'],
    contact: look().contact?.text ?? null,
    speak: speakIn(language),
    userName,
    writeDate: dateWriter(language, timeZone),
  }));
}
