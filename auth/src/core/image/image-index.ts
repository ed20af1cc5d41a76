import type { Soon } from '../soon.js';
import type { ImageFacts } from './image-facts.js';
import type { ImagePath } from './image-path.js';

/** `no_permission`: of a file that we may not read; `unreadable_folder`: the same of a folder. */
export const problemCodes = [
  'unreadable',
  'no_permission',
  'unsupported',
  'odd_name',
  'unreadable_folder',
  'shadowed',
  'description',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** A file that can't be served, and why, for the scan report. `name` is shown to people, escaped by JSON. */
export interface ScanProblem {
  readonly name: string;
  readonly code: ProblemCode;
  readonly message: string;
}

/** PORT: the index of scanned files. What is not in it does not exist. */
export interface ImageIndex {
  find(path: ImagePath): Soon<ImageFacts | null>;
  /** Images directly in a folder ('' is the root), unsorted. */
  listFolder(folder: string): Promise<readonly ImageFacts[]>;
  /** Names of the folders directly in a folder that hold an image at any depth, unsorted. */
  listSubfolders(folder: string): Promise<readonly string[]>;
  /** The same of several folders at once: one question, however many they are. Every folder is in the answer. */
  listSubfoldersOf(folders: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Every image, in path order, in pages; for scans, plans and the command line. */
  listAll(after: ImagePath | null, limit: number): Promise<readonly ImageFacts[]>;
  /** How many there are; with `most`, no more than that are counted. */
  count(most?: number): Promise<number>;
  /** For each of these folders (or files), how many images are in it at any depth; '' is everything. */
  countWithin(folders: readonly string[]): Promise<readonly number[]>;
  /** The first images in a folder at any depth, without those in some folders (or files) below it. */
  listWithin(folder: string, without: readonly string[], limit: number): Promise<readonly ImagePath[]>;
}
