import { ok, type Result } from '../result.js';
import { type RequestProblem, requestProblem } from './request-problem.js';
import type { Size } from './size.js';
import { fitInto, otherEdge, type PixelSize } from './view-size.js';

/** What an image may be asked for at most, in pixels; null: no such limit. Nothing is ever upscaled. */
export interface ImageLimits {
  readonly maxWidth: number | null;
  /** Null: the same as `maxWidth` (Image API 3.0 §5.2). */
  readonly maxHeight: number | null;
  readonly maxArea: number | null;
  readonly upscale: false;
}

/** Whether an image of this size may be sent. */
export function isWithinLimits(size: PixelSize, limits: ImageLimits): boolean {
  const maxHeight = limits.maxHeight ?? limits.maxWidth;
  return (
    (limits.maxWidth === null || size.width <= limits.maxWidth) &&
    (maxHeight === null || size.height <= maxHeight) &&
    (limits.maxArea === null || size.width * size.height <= limits.maxArea)
  );
}

/** The largest size of the region's shape that is neither larger than the region nor than the limits. */
export function largestSize(region: PixelSize, limits: ImageLimits): PixelSize {
  const width = Math.min(region.width, limits.maxWidth ?? region.width);
  const height = Math.min(region.height, limits.maxHeight ?? limits.maxWidth ?? region.height);
  const fitted = fitInto(region, { width, height });
  const { maxArea } = limits;
  if (maxArea === null || fitted.width * fitted.height <= maxArea) return fitted;
  // Rounded down on both edges: never a pixel above the limit.
  const scale = Math.sqrt(maxArea / (fitted.width * fitted.height));
  const narrowed = Math.min(maxArea, Math.max(1, Math.floor(fitted.width * scale)));
  const lowered = Math.max(1, Math.floor(fitted.height * scale));
  return { width: narrowed, height: Math.min(lowered, Math.floor(maxArea / narrowed)) };
}

/** The size as written, whether it can be done or not. */
export function writtenSize(size: Size, region: PixelSize, limits: ImageLimits): PixelSize {
  switch (size.kind) {
    case 'full':
      return { width: region.width, height: region.height };
    case 'max': {
      const largest = largestSize(region, limits);
      if (!size.upscale) return largest;
      const larger = {
        width: region.width + 1,
        height: otherEdge(region.width + 1, region.width, region.height),
      };
      return isWithinLimits(larger, limits) ? larger : largest;
    }
    case 'width':
      return { width: size.width, height: otherEdge(size.width, region.width, region.height) };
    case 'height':
      return { width: otherEdge(size.height, region.height, region.width), height: size.height };
    case 'percent': {
      const scaled = (edge: number): number => Math.max(1, Math.round((edge * size.percent) / 100));
      return { width: scaled(region.width), height: scaled(region.height) };
    }
    case 'exact':
      return { width: size.width, height: size.height };
    case 'confined':
      break;
  }
  const fitted = fitInto(region, size.upscale ? size : smaller(size, region));
  return isWithinLimits(fitted, limits) ? fitted : smaller(fitted, largestSize(region, limits));
}

function smaller(one: PixelSize, other: PixelSize): PixelSize {
  return { width: Math.min(one.width, other.width), height: Math.min(one.height, other.height) };
}

/**
 * The exact pixels of the answer before rotation: at least 1 by 1, never larger than the region or the limits.
 * Image API 3.0 §4.2; 2.1 is held to the same, since `sizeAboveFull` is not offered.
 */
export function resolveSize(
  size: Size,
  region: PixelSize,
  limits: ImageLimits,
): Result<PixelSize, RequestProblem> {
  const written = writtenSize(size, region, limits);
  if (written.width > region.width || written.height > region.height) {
    return size.upscale
      ? requestProblem('upscaling_unsupported', 'ask for a size no larger than the region', 501)
      : requestProblem('size_above_region', 'ask for a size no larger than the region, or for max');
  }
  return isWithinLimits(written, limits)
    ? ok(written)
    : requestProblem('size_above_limits', 'ask for a size within the limits in info.json, or for max');
}
