import type { Brand } from '../brand.js';
import type { EpochSeconds } from '../time.js';
import type { SessionHash } from './session.js';
import type { ViewerOrigin } from './viewer-origin.js';

/** SHA-256 of an access token, base64url: all that is stored of it. */
export type AccessTokenHash = Brand<string, 'AccessTokenHash'>;

/** The viewer's IIIF token: opaque, tied to a session and an origin, good for description resources, worthless for pixels. */
export interface AccessToken {
  readonly hash: AccessTokenHash;
  readonly session: SessionHash;
  /** Null: given as JSON to a client that is no browser. */
  readonly origin: ViewerOrigin | null;
  /** Which protocol issued it: a 1.0 token opens info.json, a 2.0 token the probe. */
  readonly protocol: 1 | 2;
  readonly expiresAt: EpochSeconds;
}
