import type { EpochSeconds } from '../time.js';
import type { ImageRoot } from './image-facts.js';
import type { ScannedImage } from './image-remark.js';
import type { ScanProblem } from './image-index.js';
import type { ImagePath } from './image-path.js';

/** `whole`: also forgets folders that were not visited. `folders`: looks at the visited ones only. */
export type ScanScope = 'whole' | 'folders';

/** What came of a scan, or of a running one so far. */
export interface ScanReport {
  readonly number: number;
  readonly root: ImageRoot;
  readonly scope: ScanScope;
  readonly state: 'running' | 'finished' | 'abandoned';
  readonly startedAt: EpochSeconds;
  readonly finishedAt: EpochSeconds | null;
  /** Folders visited, and images present in them. */
  readonly folders: number;
  readonly images: number;
  /** Images added or replaced, and images forgotten. */
  readonly put: number;
  readonly gone: number;
  readonly problems: number;
}

/** A problem and where it lies. */
export interface FoundProblem extends ScanProblem {
  readonly root: ImageRoot;
  readonly folder: string;
}

/** A scan at work. Per folder: `known`, then `put` for what is new or changed, then `visited`. */
export interface ImageScan {
  readonly number: number;
  /** Path → version of what the index holds of this root directly in a folder ('' is the root). */
  known(folder: string): Promise<ReadonlyMap<ImagePath, string>>;
  /** Adds or replaces images; seen by everybody at once. An image of `images` hides one of `demo` of the same path, never the other way round. */
  put(images: readonly ScannedImage[]): Promise<void>;
  /**
   * A folder was read completely: `present` are all its servable images (unchanged ones too), `problems` its
   * problems, which replace those of the last visit. What was known and is not present is forgotten by `finish`.
   */
  visited(folder: string, present: readonly ImagePath[], problems: readonly ScanProblem[]): Promise<void>;
  /** A folder could not be read: what is known of it and of everything below it stays. */
  keep(folder: string): void;
  /** Forgets what is gone, all in one step, and closes the report. */
  finish(at: EpochSeconds): Promise<ScanReport>;
  /** Ends the scan without forgetting anything. Does nothing after `finish`. */
  abandon(): Promise<void>;
}

/** PORT: what writes the image index. */
export interface ImageCatalogue {
  /** Null: another scan of the whole root is at work (scans with scope `folders` are never held up). */
  begin(root: ImageRoot, scope: ScanScope, at: EpochSeconds): Promise<ImageScan | null>;
  /** The newest scan of the whole root. */
  lastScan(root: ImageRoot): Promise<ScanReport | null>;
  /** In the order of their names. */
  listProblems(limit: number): Promise<readonly FoundProblem[]>;
}
