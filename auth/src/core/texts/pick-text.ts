/** A text as an administrator wrote it, per language tag. */
type WrittenTexts = Readonly<Record<string, string>>;

function baseOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}

/**
 * Of the languages that something was written in, the one that comes first in what is wanted: the very tag before one
 * of the same language (`de` for `de-AT`). Nothing wanted is there: the first that was written.
 * @returns null where nothing was written
 */
export function pickLanguage(written: readonly string[], wanted: readonly string[]): string | null {
  for (const tag of wanted) {
    const found =
      written.find((one) => one.toLowerCase() === tag.toLowerCase()) ??
      written.find((one) => baseOf(one) === baseOf(tag));
    if (found !== undefined) return found;
  }
  return written[0] ?? null;
}

/** An administrator's text in the best language it was written in; null where there is none. */
export function pickText(texts: WrittenTexts | null | undefined, wanted: readonly string[]): string | null {
  const language = pickLanguage(Object.keys(texts ?? {}), wanted);
  return language === null ? null : (texts?.[language] ?? null);
}
