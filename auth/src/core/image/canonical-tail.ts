import type { ImagePlan } from './image-plan.js';
import { otherEdge } from './view-size.js';

/**
 * The one address of a plan (Image API 2.1 §4.7, 3.0 §4.8), for `rel="canonical"` and cache keys.
 * @param plan in the coordinates of the image that the base URI serves
 */
export function formatCanonicalTail(plan: ImagePlan, api: 2 | 3): string {
  const { x, y, width, height } = plan.region;
  const region = plan.whole ? 'full' : `${x},${y},${width},${height}`;
  const rotation = `${plan.mirror ? '!' : ''}${plan.rotation}`;
  // The default quality is what the image has, colours included.
  const quality = plan.quality === 'color' ? 'default' : plan.quality;
  return `${region}/${canonicalSize(plan, api)}/${rotation}/${quality}.${plan.format}`;
}

function canonicalSize(plan: ImagePlan, api: 2 | 3): string {
  const exact = `${plan.width},${plan.height}`;
  if (api === 3) return plan.max ? 'max' : exact;
  const { width, height } = plan.region;
  if (plan.width === width && plan.height === height) return 'full';
  return plan.height === otherEdge(plan.width, width, height) ? `${plan.width},` : exact;
}
