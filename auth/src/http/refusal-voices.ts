import type { RefusalVoice } from '../core/iiif/explain-refusal.js';
import { catalogues, speakIn } from '../core/texts/catalogue.js';
import type { Config } from '../config.js';

/** How a refusal is worded in every language there is, for language maps; dates in the installation's time zone. */
export function refusalVoices(
  config: Pick<Config, 'timeZone'>,
  userName: string | null,
): readonly RefusalVoice[] {
  return Object.keys(catalogues).map((language) => {
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: config.timeZone });
    return {
      language,
      speak: speakIn(language),
      userName,
      writeDate: (at: number) => format.format(new Date(at * 1_000)),
    };
  });
}
