/** Whatever a server sends. */
type Json = unknown;

const base = 'http://iiif.io/api';

/**
 * Which properties each official JSON-LD context defines, restated for those that our documents may use: a JSON-LD
 * reader drops any other without a word.
 */
const defined: Readonly<Record<string, string>> = {
  [`${base}/image/2/context.json`]:
    'protocol width height sizes tiles scaleFactors profile formats qualities supports maxWidth maxHeight maxArea attribution license logo service label description',
  [`${base}/image/3/context.json`]:
    'id type protocol profile width height maxWidth maxHeight maxArea sizes tiles scaleFactors preferredFormats rights extraQualities extraFormats extraFeatures partOf seeAlso service label',
  [`${base}/presentation/2/context.json`]:
    'label metadata value description attribution license logo thumbnail format height width viewingDirection viewingHint navDate sequences canvases structures ranges images resources otherContent resource on motivation related rendering seeAlso service within startCanvas collections manifests members profile',
  [`${base}/presentation/3/context.json`]:
    'id type label value metadata summary requiredStatement rights provider logo thumbnail navDate accompanyingCanvas placeholderCanvas format language profile height width duration viewingDirection behavior timeMode homepage rendering service services seeAlso selector start supplementary items structures annotations partOf body target motivation',
  [`${base}/auth/1/context.json`]:
    'profile service label description confirmLabel header failureHeader failureDescription',
  // Of AuthAccessTokenError2 the official context leaves out `messageId`, which the specification wants.
  [`${base}/auth/2/context.json`]:
    'expiresIn status substitute location accessToken messageId confirmLabel heading note errorHeading errorNote',
};
/** The contexts that a context takes along. */
const included: Readonly<Record<string, readonly string[]>> = {
  [`${base}/auth/2/context.json`]: [`${base}/presentation/3/context.json`],
};
/** Contexts that come with a type, inside a `service` of Presentation 3. */
const byType: Readonly<Record<string, string>> = {
  ImageService2: `${base}/image/2/context.json`,
  ImageService3: `${base}/image/3/context.json`,
  AuthCookieService1: `${base}/auth/1/context.json`,
  AuthTokenService1: `${base}/auth/1/context.json`,
  AuthLogoutService1: `${base}/auth/1/context.json`,
};
const keywords = new Set(['@context', '@id', '@type', '@value', '@language']);
const languageMaps = new Set([
  'label',
  'summary',
  'value',
  'heading',
  'note',
  'confirmLabel',
  'errorHeading',
  'errorNote',
]);

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** Keys of a document that its contexts do not define, each with where it stands. */
export function undefinedTerms(
  document: Json,
  inherited: readonly string[] = [],
  at = '',
): readonly string[] {
  if (Array.isArray(document))
    return document.flatMap((item, index) => undefinedTerms(item, inherited, `${at}/${index}`));
  if (typeof document !== 'object' || document === null) return [];
  const object = document as Readonly<Record<string, Json>>;
  const own = listOf(object['@context']).map(String);
  const contexts = [...inherited, ...own, ...own.flatMap((context) => included[context] ?? [])];
  // A context by type counts for that very object only.
  const typed = byType[String(object['@type'] ?? object['type'])];
  const here = typed === undefined ? contexts : [...contexts, typed];
  const known = new Set(here.flatMap((context) => (defined[context] ?? '').split(' ')));
  const unknown = here
    .filter((context) => !(context in defined))
    .map((context) => `${at}/@context: ${context}`);
  return [
    ...unknown,
    ...Object.entries(object).flatMap(([key, value]) => {
      if (keywords.has(key)) return [];
      if (!known.has(key)) return [`${at}/${key}`];
      const isMap = languageMaps.has(key) && typeof value === 'object' && !Array.isArray(value);
      return isMap ? [] : undefinedTerms(value, contexts, `${at}/${key}`);
    }),
  ];
}
