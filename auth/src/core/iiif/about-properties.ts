import type { JsonObject } from './auth1-services.js';
import type { Description, FolderDescription } from './folder-description.js';
import type { LanguageMap } from './language-map.js';

/** One text of a language map, for documents that take plain strings. */
export function plainText(map: LanguageMap, language: string): string {
  const texts = map[language] ?? map['none'] ?? map['en'] ?? Object.values(map)[0];
  return texts?.[0] ?? '';
}

/** What people wrote of something, but for its label, in the words of Presentation 3 (3.0 §3.1). */
export function aboutProperties3(about: Description): JsonObject {
  return {
    ...(about.summary === null ? {} : { summary: about.summary }),
    ...(about.metadata.length === 0 ? {} : { metadata: about.metadata }),
    ...(about.requiredStatement === null ? {} : { requiredStatement: about.requiredStatement }),
    ...(about.rights === null ? {} : { rights: about.rights }),
    ...(about.navDate === null ? {} : { navDate: about.navDate }),
    ...(about.behavior.length === 0 ? {} : { behavior: about.behavior }),
  };
}

function webPage(id: string, label: LanguageMap): JsonObject {
  return { id, type: 'Text', label, format: 'text/html' };
}

/** The same of a whole folder. */
export function folderProperties3(about: FolderDescription): JsonObject {
  const { provider, homepage } = about;
  return {
    ...aboutProperties3(about),
    ...(about.viewingDirection === null ? {} : { viewingDirection: about.viewingDirection }),
    ...(homepage === null ? {} : { homepage: [webPage(homepage, about.label ?? { none: [homepage] })] }),
    ...(provider === null
      ? {}
      : {
          provider: [
            {
              id: provider.id,
              type: 'Agent',
              label: provider.label,
              ...(provider.homepage === null
                ? {}
                : { homepage: [webPage(provider.homepage, provider.label)] }),
              ...(provider.logo === null ? {} : { logo: [{ id: provider.logo, type: 'Image' }] }),
            },
          ],
        }),
  };
}

/** Values of several languages, or several values, as Presentation 2.1 §4.3 has them. */
function values2(map: LanguageMap): unknown {
  const all = Object.entries(map).flatMap(([language, texts]) =>
    texts.map((text) => (language === 'none' ? text : { '@value': text, '@language': language })),
  );
  return all.length === 1 && typeof all[0] === 'string' ? all[0] : all;
}

/** What Presentation 2 knows of version 3's behaviours (2.1 §3.3). */
const hints: Readonly<Record<string, string>> = {
  individuals: 'individuals',
  paged: 'paged',
  continuous: 'continuous',
  'non-paged': 'non-paged',
  'facing-pages': 'facing-pages',
};

/** What people wrote of something, but for its label and summary, in the words of Presentation 2.1. */
export function aboutProperties2(about: Description): JsonObject {
  const hint = about.behavior.map((word) => hints[word]).find((word) => word !== undefined);
  return {
    ...(about.metadata.length === 0
      ? {}
      : {
          metadata: about.metadata.map(({ label, value }) => ({
            label: values2(label),
            value: values2(value),
          })),
        }),
    ...(about.requiredStatement === null ? {} : { attribution: values2(about.requiredStatement.value) }),
    ...(about.rights === null ? {} : { license: about.rights }),
    ...(about.navDate === null ? {} : { navDate: about.navDate }),
    ...(hint === undefined ? {} : { viewingHint: hint }),
  };
}

/** The same of a whole folder. */
export function folderProperties2(about: FolderDescription): JsonObject {
  const logo = about.provider?.logo ?? null;
  return {
    ...aboutProperties2(about),
    ...(about.viewingDirection === null ? {} : { viewingDirection: about.viewingDirection }),
    ...(about.homepage === null ? {} : { related: { '@id': about.homepage, format: 'text/html' } }),
    ...(logo === null ? {} : { logo }),
  };
}
