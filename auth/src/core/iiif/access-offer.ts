import type { Decision, Step } from '../policy/decision.js';
import type { SignInPattern } from '../policy/model.js';

/** A way in that is offered to a visitor: one cookie (1.0) or access (2.0) service. */
export interface AccessOffer {
  readonly pattern: SignInPattern;
  /** Path after `/iiif-login/`; undefined: the plain sign-in. */
  readonly loginScope: string | undefined;
  /** Path after `/iiif-token/`; undefined: the plain token service. */
  readonly tokenScope: string | undefined;
  readonly agreement: string | null;
  readonly place: string | null;
}

/** The plain sign-in. */
export const login: AccessOffer = {
  pattern: 'login',
  loginScope: undefined,
  tokenScope: undefined,
  agreement: null,
  place: null,
};

function offerFor(step: Step): AccessOffer | null {
  switch (step.kind) {
    case 'sign-in':
    case 'other-account':
      return login;
    case 'agree':
      return {
        ...login,
        pattern: 'clickthrough',
        loginScope: `agree/${encodeURIComponent(step.agreement)}`,
        agreement: step.agreement,
      };
    case 'place':
      return { ...login, pattern: 'external', loginScope: 'place', tokenScope: 'place', place: step.place };
    case 'wait':
      return null;
  }
}

/**
 * The ways in for a decision: the folder's own patterns, else the one pattern that the grants call for, since viewers
 * handle one best (contract 4, A1-26). Agreement before sign-in before place. Empty: nothing could help, or the image is open.
 */
export function offersFor(decision: Decision): readonly AccessOffer[] {
  if (decision.open && !decision.couldHelp) return [];
  const candidates = decision.steps.map(offerFor).filter((offer) => offer !== null);
  const wanted = decision.signIn?.patterns ?? null;
  if (wanted !== null) return wanted.flatMap((pattern) => asPattern(pattern, candidates));
  const order: readonly SignInPattern[] = ['clickthrough', 'login', 'kiosk', 'external'];
  const best = order.flatMap((pattern) => candidates.filter((offer) => offer.pattern === pattern))[0];
  return best === undefined ? [] : [best];
}

/** The folder's chosen pattern, standing on the step that it can serve. */
function asPattern(pattern: SignInPattern, candidates: readonly AccessOffer[]): readonly AccessOffer[] {
  const agreement = candidates.find((offer) => offer.agreement !== null);
  const place = candidates.find((offer) => offer.place !== null);
  switch (pattern) {
    case 'login':
      return [login];
    case 'clickthrough':
      return agreement === undefined ? [] : [agreement];
    case 'kiosk':
      return [{ ...login, pattern, loginScope: 'kiosk', tokenScope: 'place', place: place?.place ?? null }];
    case 'external':
      return [{ ...login, pattern, loginScope: 'place', tokenScope: 'place', place: place?.place ?? null }];
  }
}
