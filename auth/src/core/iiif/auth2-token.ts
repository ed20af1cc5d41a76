import type { TokenRefusal } from '../session/token-outcome.js';
import { auth2Context } from './auth2-services.js';
import type { LanguageMap } from './language-map.js';

/** Error profiles of Authorization Flow 2.0 §4.5. */
type Auth2ErrorProfile =
  | 'invalidRequest'
  | 'invalidOrigin'
  | 'missingAspect'
  | 'invalidAspect'
  | 'expiredAspect'
  | 'unavailable';

/** A2-26: what a client gets. */
export interface Auth2TokenMessage {
  readonly '@context': typeof auth2Context;
  readonly type: 'AuthAccessToken2';
  readonly accessToken: string;
  /** Seconds, integer > 0. */
  readonly expiresIn: number;
  readonly messageId: string;
}

/** A2-2A; a note never comes without a heading. */
export interface Auth2ErrorMessage {
  readonly '@context': typeof auth2Context;
  readonly type: 'AuthAccessTokenError2';
  readonly profile: Auth2ErrorProfile;
  readonly heading: LanguageMap;
  readonly note: LanguageMap;
  readonly messageId: string;
}

const profiles: Readonly<Record<TokenRefusal, Auth2ErrorProfile>> = {
  'invalid-request': 'invalidRequest',
  'missing-credentials': 'missingAspect',
  'unknown-session': 'invalidAspect',
  'expired-session': 'expiredAspect',
  'invalid-origin': 'invalidOrigin',
  unavailable: 'unavailable',
};

/** The token as Authorization Flow 2.0 wants it (A2-26). */
export function buildAuth2Token(
  accessToken: string,
  expiresIn: number,
  messageId: string,
): Auth2TokenMessage {
  return { '@context': auth2Context, type: 'AuthAccessToken2', accessToken, expiresIn, messageId };
}

/** The refusal as Authorization Flow 2.0 wants it (A2-2A). */
export function buildAuth2Error(
  refusal: TokenRefusal,
  heading: LanguageMap,
  note: LanguageMap,
  messageId: string,
): Auth2ErrorMessage {
  const profile = profiles[refusal];
  return { '@context': auth2Context, type: 'AuthAccessTokenError2', profile, heading, note, messageId };
}
