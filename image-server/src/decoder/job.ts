import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import type { Original } from '../master/original.js';

/** What a decoder process is asked for. Files are paths of this container. */
export type Job =
  /** A tiled pyramid of the whole picture, upright, 8 bits, grey or RGB, written to `target`. */
  | {
      readonly kind: 'derive';
      readonly source: string;
      readonly target: string;
      readonly original: Original;
    }
  /** One JPEG, straight from the original. The plan speaks of the upright picture. */
  | {
      readonly kind: 'preview';
      readonly source: string;
      readonly original: Original;
      readonly plan: ImagePlan;
      readonly jpegQuality: number;
    };

/**
 * Why a job came to nothing. `damaged`: of the file's own making; `no_space`: of the disk's; `memory`, `time`: it took
 * more than it may; `died`: the process went away, and nobody can tell why.
 */
export type JobProblem = 'damaged' | 'no_space' | 'memory' | 'time' | 'died';

/** What came of a job; `jpeg` of a preview only. */
export type JobOutcome =
  | { readonly ok: true; readonly jpeg: Buffer | null }
  | { readonly ok: false; readonly problem: JobProblem; readonly message: string };
