import { ok, type Result } from '../result.js';
import { formatCanonicalTail } from './canonical-tail.js';
import { resolveImageRequest } from './image-plan.js';
import type { ImageRequest } from './image-request.js';
import { type Rectangle, resolveRegion } from './region.js';
import type { RequestProblem } from './request-problem.js';
import { type ImageLimits, isWithinLimits, writtenSize } from './resolve-size.js';
import type { Size } from './size.js';
import { fitInto, type PixelSize } from './view-size.js';

/** What was asked of the master, cut down to what the tier has of the same region. */
function clampSize(asked: Size, onMaster: Rectangle, onView: Rectangle, limits: ImageLimits): Size {
  const largest: Size = { kind: 'max', upscale: false };
  if (asked.kind === 'max' || asked.kind === 'full') return largest;
  const wanted = writtenSize(asked, onMaster, limits);
  const fits = wanted.width <= onView.width && wanted.height <= onView.height;
  const { width, height } = fits ? wanted : fitInto(wanted, onView);
  return isWithinLimits({ width, height }, limits)
    ? { kind: 'exact', width, height, upscale: false }
    : largest;
}

/**
 * The tail to which an image request is redirected on a lower tier (contract 5). Null: the region is in pixels, which
 * mean something else on the tier.
 * @param view pixels of the tier's image
 */
export function tailOnTier(
  request: ImageRequest,
  master: PixelSize,
  view: PixelSize,
  limits: ImageLimits,
  api: 2 | 3,
): Result<string, RequestProblem> | null {
  if (request.region.kind === 'pixels') return null;
  const onMaster = resolveRegion(request.region, master);
  if (!onMaster.ok) return onMaster;
  const onView = resolveRegion(request.region, view);
  if (!onView.ok) return onView;
  const size = clampSize(request.size, onMaster.value, onView.value, limits);
  const plan = resolveImageRequest({ ...request, size }, view, limits);
  return plan.ok ? ok(formatCanonicalTail(plan.value, api)) : plan;
}
