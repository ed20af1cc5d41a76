import { type Description, type FolderDescription, undescribed } from '../core/iiif/folder-description.js';
import { decodeText } from './decode-text.js';
import { readManifestYaml } from './read-manifest-yaml.js';
import { readTable } from './read-table.js';
import type { TextProblem } from './text-problem.js';

/** Files beside images that describe them, the one that counts more first. */
export const descriptionFiles = ['manifest.yaml', 'manifest.yml', 'metadata.csv'] as const;
export type DescriptionFile = (typeof descriptionFiles)[number];

/** True for the names above. */
export function isDescriptionFile(name: string): name is DescriptionFile {
  return (descriptionFiles as readonly string[]).includes(name);
}

export interface ReadDescription {
  readonly description: FolderDescription;
  readonly problems: readonly TextProblem[];
  /** File → line where it is named. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Reads one of these files; never fails. */
export function readDescription(name: DescriptionFile, bytes: Uint8Array): ReadDescription {
  const text = decodeText(bytes);
  return name === 'metadata.csv' ? readTable(text) : readManifestYaml(text);
}

function joinItems<T extends Description>(first: T, second: Description): T {
  return {
    ...second,
    ...first,
    label: first.label ?? second.label,
    summary: first.summary ?? second.summary,
    metadata: first.metadata.length > 0 ? first.metadata : second.metadata,
    requiredStatement: first.requiredStatement ?? second.requiredStatement,
    rights: first.rights ?? second.rights,
    navDate: first.navDate ?? second.navDate,
    behavior: first.behavior.length > 0 ? first.behavior : second.behavior,
  };
}

/** What both files say together: property by property, `manifest.yaml` first; the order of pages is its own, if it names any. */
export function joinDescriptions(all: readonly FolderDescription[]): FolderDescription {
  return all.reduce((first, second) => {
    const named = new Map(first.pages.map((page) => [page.file, page]));
    const others = new Map(second.pages.map((page) => [page.file, page]));
    return {
      ...joinItems(first, second),
      viewingDirection: first.viewingDirection ?? second.viewingDirection,
      provider: first.provider ?? second.provider,
      homepage: first.homepage ?? second.homepage,
      thumbnail: first.thumbnail ?? second.thumbnail,
      pages: [
        ...first.pages.map((page) => joinItems(page, others.get(page.file) ?? page)),
        ...second.pages.filter(({ file }) => !named.has(file)),
      ],
    };
  }, undescribed);
}
