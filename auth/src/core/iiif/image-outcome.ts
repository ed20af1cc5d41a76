import type { Decision } from '../policy/decision.js';
import type { TierLimits } from '../policy/model.js';

/** What becomes of a request for an image's description or pixels: contract 5, one row each. */
export type ImageOutcome =
  /** `tier` null: the image itself. */
  | { readonly kind: 'allow'; readonly tier: string; readonly limits: TierLimits }
  /** A lower tier is there to be seen. */
  | { readonly kind: 'lower'; readonly tier: string; readonly limits: TierLimits }
  /** Nothing to be seen, somebody could get in. */
  | { readonly kind: 'sign-in' }
  /** Nothing to be seen, and nothing helps now. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'not-found' };

/**
 * Judges a request for an image by its decision.
 * @param asked the tier in the address, null for the image itself
 * @param limitsOf limits of a tier by name; null: there is no such tier
 */
export function judgeImage(
  decision: Decision,
  asked: string | null,
  limitsOf: (tier: string) => TierLimits | null,
): ImageOutcome {
  if (decision.hidden && decision.limits === null) return { kind: 'not-found' };
  const wanted = asked ?? 'full';
  const limits = wanted === 'closed' || asked === 'full' ? null : limitsOf(wanted);
  if (limits === null) return { kind: 'not-found' };
  if (decision.mayFetch.includes(wanted)) return { kind: 'allow', tier: wanted, limits };
  if (decision.limits !== null) return { kind: 'lower', tier: decision.tier, limits: decision.limits };
  return decision.couldHelp ? { kind: 'sign-in' } : { kind: 'closed' };
}
