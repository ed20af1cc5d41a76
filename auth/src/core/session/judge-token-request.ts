import type { Result } from '../result.js';
import { err, ok } from '../result.js';
import type { TokenRefusal } from './token-outcome.js';
import type { ViewerOrigin } from './viewer-origin.js';
import { parseViewerOrigin } from './viewer-origin.js';

/** The parameters as they came: every value of each, in order. */
export interface TokenParameters {
  readonly messageId: readonly string[];
  readonly origin: readonly string[];
}

/** A request for a token, understood. `messageId` null: the JSON form (A1-42); presence decides, not the value (A1-43). */
export interface TokenRequest {
  readonly messageId: string | null;
  readonly origin: ViewerOrigin | null;
}

const longestMessageId = 4_096;

/** Reads a token request (A1-42 to A1-44, A1-4G). Duplicate or unusable parameters are `invalid-request`. */
export function parseTokenRequest(parameters: TokenParameters): Result<TokenRequest, TokenRefusal> {
  const [messageId, ...moreIds] = parameters.messageId;
  const [originText, ...moreOrigins] = parameters.origin;
  if (moreIds.length > 0 || moreOrigins.length > 0) return err('invalid-request');
  if (messageId !== undefined && messageId.length > longestMessageId) return err('invalid-request');
  const origin = originText === undefined ? null : parseViewerOrigin(originText);
  if (originText !== undefined && origin === null) return err('invalid-request');
  if (messageId !== undefined && origin === null) return err('invalid-request');
  return ok({ messageId: messageId ?? null, origin });
}

/** What the session cookie stood for. */
export type TokenCredential =
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'session'; readonly origins: readonly ViewerOrigin[] };

/**
 * May this request have a token? (contract 3, "Who gets a token"): only for origins for which the person clicked, our
 * own and the administrator's viewers. A missing cookie is told first. Null: yes.
 */
export function judgeTokenRequest(
  request: TokenRequest,
  credential: TokenCredential,
  trusted: readonly ViewerOrigin[],
): TokenRefusal | null {
  switch (credential.kind) {
    case 'none':
      return 'missing-credentials';
    case 'unknown':
      return 'unknown-session';
    case 'expired':
      return 'expired-session';
    case 'session':
      if (request.origin === null) return null;
      return credential.origins.includes(request.origin) || trusted.includes(request.origin)
        ? null
        : 'invalid-origin';
  }
}
