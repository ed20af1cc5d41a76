import type { ImageFacts } from './image/image-facts.js';
import type { TierLimits } from './policy/model.js';

/** PORT: whole images, made small, for the administration's own pages. Whoever asks has decided already. */
export interface PictureSource {
  /** A JPEG whose long edge is at most `edge` pixels and within the limits; null: there is none now. */
  fetch(facts: ImageFacts, limits: TierLimits, edge: number): Promise<Uint8Array | null>;
}
