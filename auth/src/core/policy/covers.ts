import type { TierLimits } from './model.js';

/** Every pixel in full colour: the limits of `full`. */
export const noLimits: TierLimits = { maxEdge: null, quality: 'color' };

/** Does `a` show at least all that `b` shows? Edge no smaller and quality no lesser; two tiers may cover neither. */
export function covers(a: TierLimits, b: TierLimits): boolean {
  return edgeOf(a) >= edgeOf(b) && (a.quality === 'color' || b.quality === 'gray');
}

/** What both allow: the smaller edge and the lesser quality. */
export function meet(a: TierLimits, b: TierLimits): TierLimits {
  return {
    maxEdge: edgeOf(a) <= edgeOf(b) ? a.maxEdge : b.maxEdge,
    quality: a.quality === 'color' ? b.quality : 'gray',
  };
}

function edgeOf(limits: TierLimits): number {
  return limits.maxEdge ?? Number.POSITIVE_INFINITY;
}
