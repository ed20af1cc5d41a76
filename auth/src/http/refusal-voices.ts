import type { RefusalVoice } from '../core/iiif/explain-refusal.js';
import { catalogues, speakIn } from '../core/texts/catalogue.js';

/** How a refusal is worded in every language there is, for language maps; dates in the time zone of the rules. */
export function refusalVoices(timeZone: string, userName: string | null): readonly RefusalVoice[] {
  return Object.keys(catalogues).map((language) => {
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone });
    return {
      language,
      speak: speakIn(language),
      userName,
      writeDate: (at: number) => format.format(new Date(at * 1_000)),
    };
  });
}
