import type { ImageRoot } from './image-facts.js';
import type { ImageRemark } from './image-remark.js';
import { type ProblemCode, problemCodes } from './image-index.js';

/** What the scan report can say of a file: that it is not served, or what is worth knowing of one that is. */
export type FindingKind = ProblemCode | ImageRemark | 'duplicate';

export const findingKinds: readonly FindingKind[] = [...problemCodes, 'duplicate', 'slow', 'untiled'];

/** True for files that are served all the same. */
export function isServed(kind: FindingKind): kind is ImageRemark | 'duplicate' {
  return kind === 'duplicate' || kind === 'slow' || kind === 'untiled';
}

export interface Finding {
  readonly kind: FindingKind;
  readonly root: ImageRoot;
  /** For people; of a served image also its path. */
  readonly path: string;
  /** Why it is not served; of a duplicate, a word that its twins share; else empty. */
  readonly detail: string;
}

export interface FindingQuery {
  readonly kind: FindingKind;
  /** Only in these folders, at any depth; '' is everything. */
  readonly folders: readonly string[];
  readonly offset: number;
  readonly limit: number;
}

/** PORT: the scan report. */
export interface ImageFindings {
  /** Kinds of which there are none are left out. */
  count(folders: readonly string[]): Promise<ReadonlyMap<FindingKind, number>>;
  /** By path; twins one after the other. */
  list(query: FindingQuery): Promise<readonly Finding[]>;
}
