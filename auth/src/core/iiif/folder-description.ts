import type { LanguageMap } from './language-map.js';

/** A label and what it says, e.g. `Date` and `1790`. */
export interface Statement {
  readonly label: LanguageMap;
  readonly value: LanguageMap;
}

/** Who gives something to the public (Presentation 3.0 §3.1). */
export interface Provider {
  readonly id: string;
  readonly label: LanguageMap;
  /** Addresses. */
  readonly homepage: string | null;
  readonly logo: string | null;
}

export const viewingDirections = [
  'left-to-right',
  'right-to-left',
  'top-to-bottom',
  'bottom-to-top',
] as const;
export type ViewingDirection = (typeof viewingDirections)[number];

/** What people wrote of a folder or of one of its pages. Null and empty: nothing. */
export interface Description {
  readonly label: LanguageMap | null;
  readonly summary: LanguageMap | null;
  readonly metadata: readonly Statement[];
  readonly requiredStatement: Statement | null;
  /** Address of a licence or rights statement. */
  readonly rights: string | null;
  /** ISO 8601 with time and zone. */
  readonly navDate: string | null;
  readonly behavior: readonly string[];
}

export interface PageDescription extends Description {
  /** Name of the file in this folder. */
  readonly file: string;
}

/** What `metadata.csv` and `manifest.yaml` beside images say. */
export interface FolderDescription extends Description {
  readonly viewingDirection: ViewingDirection | null;
  readonly provider: Provider | null;
  readonly homepage: string | null;
  /** Name of the file that stands for the whole. */
  readonly thumbnail: string | null;
  /** In the order in which they are to be shown; files that are not named follow. */
  readonly pages: readonly PageDescription[];
}

export const nothingSaid: Description = {
  label: null,
  summary: null,
  metadata: [],
  requiredStatement: null,
  rights: null,
  navDate: null,
  behavior: [],
};

export const undescribed: FolderDescription = {
  ...nothingSaid,
  viewingDirection: null,
  provider: null,
  homepage: null,
  thumbnail: null,
  pages: [],
};

/** Behaviours of Presentation 3.0 §3.4 that a manifest of a folder, or one of its canvases, can have. */
export const manifestBehaviors: readonly string[] = [
  'auto-advance',
  'no-auto-advance',
  'repeat',
  'no-repeat',
  'unordered',
  'individuals',
  'continuous',
  'paged',
];
export const canvasBehaviors: readonly string[] = [
  'facing-pages',
  'non-paged',
  'auto-advance',
  'no-auto-advance',
];
