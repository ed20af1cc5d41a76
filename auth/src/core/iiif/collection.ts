import type { JsonObject } from './auth1-services.js';
import type { LanguageMap } from './language-map.js';
import { plainText } from './about-properties.js';
import { presentation2 } from './manifest2.js';
import { presentation3 } from './manifest3.js';

/** A folder inside a collection. */
export interface CollectionItem {
  readonly kind: 'manifest' | 'collection';
  readonly id: string;
  readonly label: LanguageMap;
}

export interface CollectionParts {
  readonly id: string;
  readonly label: LanguageMap;
  readonly summary: LanguageMap | null;
  readonly items: readonly CollectionItem[];
}

/** A folder of folders as a Presentation 3 collection (3.0 §5.1). */
export function buildCollection3(parts: CollectionParts): JsonObject {
  return {
    '@context': presentation3,
    id: parts.id,
    type: 'Collection',
    label: parts.label,
    ...(parts.summary === null ? {} : { summary: parts.summary }),
    items: parts.items.map(({ kind, id, label }) => ({
      id,
      type: kind === 'manifest' ? 'Manifest' : 'Collection',
      label,
    })),
  };
}

/**
 * The same as a Presentation 2.1 collection (2.1 §5.8), manifests and collections apart: what older viewers read.
 * @param language of the plain strings
 */
export function buildCollection2(parts: CollectionParts, language: string): JsonObject {
  const listed = (kind: CollectionItem['kind'], type: string): readonly JsonObject[] =>
    parts.items
      .filter((item) => item.kind === kind)
      .map(({ id, label }) => ({ '@id': id, '@type': type, label: plainText(label, language) }));
  const collections = listed('collection', 'sc:Collection');
  const manifests = listed('manifest', 'sc:Manifest');
  return {
    '@context': presentation2,
    '@id': parts.id,
    '@type': 'sc:Collection',
    label: plainText(parts.label, language),
    ...(parts.summary === null ? {} : { description: plainText(parts.summary, language) }),
    ...(collections.length === 0 ? {} : { collections }),
    ...(manifests.length === 0 && collections.length > 0 ? {} : { manifests }),
  };
}
