/** A text per language, as Presentation 3 and Authorization Flow 2.0 want it. */
export type LanguageMap = Readonly<Record<string, readonly string[]>>;
