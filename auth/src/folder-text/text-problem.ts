/** Something wrong in a file that describes a folder: the rest of it counts. */
export interface TextProblem {
  /** Counted from 1; null where it concerns the whole file. */
  readonly line: number | null;
  /** What is wrong and what to do, one sentence each. */
  readonly message: string;
}
