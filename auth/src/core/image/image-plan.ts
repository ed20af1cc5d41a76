import { ok, type Result } from '../result.js';
import type { ImageRequest, Quality } from './image-request.js';
import { type Rectangle, resolveRegion } from './region.js';
import { type RequestProblem, requestProblem } from './request-problem.js';
import { type ImageLimits, largestSize, resolveSize } from './resolve-size.js';
import type { PixelSize } from './view-size.js';

export type Rotation = 0 | 90 | 180 | 270;

/** Formats in which pictures are given; `info.json` names them. */
export const pictureFormats = ['jpg', 'png', 'webp'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** What to make: exact pixels, nothing left to decide. */
export interface ImagePlan {
  /** Pixels of the image that the request speaks of (a tier's own, or after `planOnMaster` the master's). */
  readonly region: Rectangle;
  /** The region is the whole image. */
  readonly whole: boolean;
  /** Pixels of the answer before it is turned. */
  readonly width: number;
  readonly height: number;
  /** The answer is as large as this region can be had. */
  readonly max: boolean;
  readonly mirror: boolean;
  readonly rotation: Rotation;
  readonly quality: Quality;
  readonly format: PictureFormat;
}

const rotations = new Map<number, Rotation>([
  [0, 0],
  [90, 90],
  [180, 180],
  [270, 270],
  [360, 0],
]);

/**
 * Holds a request against an image: exact region, exact size.
 * @param image pixels of the image that the base URI serves: for a tier, the tier's own
 */
export function resolveImageRequest(
  request: ImageRequest,
  image: PixelSize,
  limits: ImageLimits,
): Result<ImagePlan, RequestProblem> {
  const region = resolveRegion(request.region, image);
  if (!region.ok) return region;
  const size = resolveSize(request.size, region.value, limits);
  if (!size.ok) return size;
  const rotation = rotations.get(request.rotation);
  if (rotation === undefined) {
    return requestProblem('rotation_unsupported', 'ask for a rotation of 0, 90, 180 or 270 degrees');
  }
  const format = pictureFormats.find((one) => one === request.format);
  if (format === undefined)
    return requestProblem('format_unsupported', `ask for the format ${pictureFormats.join(', ')}`);
  const { width, height } = size.value;
  const largest = largestSize(region.value, limits);
  return ok({
    region: region.value,
    whole: region.value.width === image.width && region.value.height === image.height,
    width,
    height,
    max: width === largest.width && height === largest.height,
    mirror: request.mirror,
    rotation,
    quality: request.quality,
    format,
  });
}

/** Never narrower than the exact span, so the scale is never finer than the tier's; never outside the master. */
function stretch(start: number, length: number, view: number, master: number): [number, number] {
  const from = Math.floor((start * master) / view);
  const to = Math.min(master, Math.ceil(((start + length) * master) / view));
  return [from, to - from];
}

/**
 * The same plan in the coordinates of the master: what a tier shows is made from the master, never deeper.
 * @param view pixels of the tier's image, which the plan speaks of
 */
export function planOnMaster(plan: ImagePlan, view: PixelSize, master: PixelSize): ImagePlan {
  const [x, width] = stretch(plan.region.x, plan.region.width, view.width, master.width);
  const [y, height] = stretch(plan.region.y, plan.region.height, view.height, master.height);
  return { ...plan, region: { x, y, width, height } };
}
