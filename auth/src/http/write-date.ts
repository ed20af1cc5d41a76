import type { WriteDate } from '../core/iiif/explain-refusal.js';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once for each language and time zone: making one costs more than all else in a probe. */
function formatOf(language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone });
  formats.set(key, format);
  return format;
}

/** Writes dates as people of a language do, in the time zone of the rules. */
export function dateWriter(language: string, timeZone: string): WriteDate {
  return (at) => {
    const date = formatOf(language, timeZone).format(new Date(at * 1_000));
    // Intl leaves out the ordinal that French gives to the first of a month alone.
    return language === 'fr' ? date.replace(/^1 /, '1er ') : date;
  };
}
