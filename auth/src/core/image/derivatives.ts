import type { ImageRoot } from './image-facts.js';
import type { ImagePath } from './image-path.js';

/** How far the image server is with the copies that it shows files by. Bytes and seconds; null: not known. */
export interface DerivativeSummary {
  readonly mode: 'off' | 'needed' | 'hot' | 'all';
  /** Whether the worker told of itself lately. */
  readonly working: boolean;
  readonly ready: number;
  readonly queued: number;
  readonly failed: number;
  readonly bytes: number;
  readonly budgetBytes: number | null;
  readonly freeBytes: number | null;
  /** What the queued ones will take on disk, about. */
  readonly queuedBytes: number;
  /** Until the queue is empty, about. */
  readonly secondsLeft: number | null;
  /** Why none is made at the moment though some are wanted. */
  readonly pause: 'off' | 'budget' | 'disk' | null;
}

/** What is known of one file's derivative. */
export interface DerivativeState {
  readonly state: 'none' | 'queued' | 'ready' | 'failed';
  /** `needed`: the file is shown by it; `helpful`: it would be faster; `none`: nothing would be. */
  readonly need: 'needed' | 'helpful' | 'none';
  /** Pictures in the file, of which the first is shown. */
  readonly pages: number;
  /** What it takes on disk, or will, about. */
  readonly bytes: number | null;
  /** Why there is none. */
  readonly message: string | null;
}

/** A file that none could be made of, in the version that it has. */
export interface DerivativeFailure {
  readonly root: ImageRoot;
  readonly path: ImagePath;
  readonly version: string;
  readonly message: string;
}

/** PORT: what the image server tells of its derivatives. Null: it does not answer. */
export interface Derivatives {
  summary(): Promise<DerivativeSummary | null>;
  stateOf(root: ImageRoot, path: ImagePath): Promise<DerivativeState | null>;
  failures(): Promise<readonly DerivativeFailure[] | null>;
}
