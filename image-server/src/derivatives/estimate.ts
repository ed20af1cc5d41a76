import { type Original, pixelsOf } from '../master/original.js';

/** A pyramid holds a third more pixels than its ground. */
const levels = 4 / 3;
/** Bytes for each sample, measured over photographs and scans (docs/performance.md). */
const lossyBytes = 0.35;
const losslessBytes = 0.75;

/** About how large the derivative of a picture will be, in bytes. */
export function estimateBytes(original: Original): number {
  const channels = original.channels <= 2 ? 1 : 3;
  const each = original.lossless ? (original.bits === 1 ? 0.05 : losslessBytes) : lossyBytes;
  return Math.ceil(pixelsOf(original) * levels * channels * each) + 4096;
}
