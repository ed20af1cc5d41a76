/** What is known of a recording, from the file itself. */
export interface MediumFacts {
  /** Seconds, above 0. */
  readonly duration: number;
  /** Pixels; null: sound, or nobody knows. */
  readonly width: number | null;
  readonly height: number | null;
  /** Addresses in a playlist, as they are written there: parts of this recording, none of its own. */
  readonly parts: readonly string[];
}
