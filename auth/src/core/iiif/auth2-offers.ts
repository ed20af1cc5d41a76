import type { Decision } from '../policy/decision.js';
import { type AccessOffer, offersFor } from './access-offer.js';

/** Asks nothing of anyone: the client opens no window, and the token service only looks at the address. */
export const askNothing: AccessOffer = {
  pattern: 'external',
  loginScope: 'place',
  tokenScope: 'place',
  agreement: null,
  place: null,
};

/**
 * The ways in that a probe stands on. Empty: the image is open, there is nothing to probe. Where nothing helps now
 * (an embargo), a way in that asks nothing: a probe needs at least one (A2-04), and without a probe a viewer would
 * never learn the reason.
 */
export function probeOffersFor(decision: Decision): readonly AccessOffer[] {
  const offers = offersFor(decision);
  if (offers.length > 0 || decision.mayFetch.includes('full')) return offers;
  return [askNothing];
}
