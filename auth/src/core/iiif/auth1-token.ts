import type { TokenRefusal } from '../session/token-outcome.js';

/** Error types of Authentication 1.0 §2.2.6. */
export type Auth1ErrorType =
  | 'invalidRequest'
  | 'missingCredentials'
  | 'invalidCredentials'
  | 'invalidOrigin'
  | 'unavailable';

/** A1-45: what a client gets; `messageId` only in the posted form. */
export interface Auth1TokenMessage {
  readonly accessToken: string;
  /** Seconds, integer > 0. */
  readonly expiresIn: number;
  readonly messageId?: string;
}

/** A1-49. */
export interface Auth1ErrorMessage {
  readonly error: Auth1ErrorType;
  readonly description: string;
  readonly messageId?: string;
}

const errors: Readonly<Record<TokenRefusal, { readonly error: Auth1ErrorType; readonly status: number }>> = {
  'invalid-request': { error: 'invalidRequest', status: 400 },
  'missing-credentials': { error: 'missingCredentials', status: 401 },
  'unknown-session': { error: 'invalidCredentials', status: 401 },
  'expired-session': { error: 'invalidCredentials', status: 401 },
  'invalid-origin': { error: 'invalidOrigin', status: 403 },
  unavailable: { error: 'unavailable', status: 503 },
};

/** The token as Authentication 1.0 wants it (A1-45). */
export function buildAuth1Token(
  accessToken: string,
  expiresIn: number,
  messageId: string | null,
): Auth1TokenMessage {
  return messageId === null ? { accessToken, expiresIn } : { accessToken, expiresIn, messageId };
}

/** The refusal as Authentication 1.0 wants it (A1-48, A1-49), with the status of the JSON form. */
export function buildAuth1Error(
  refusal: TokenRefusal,
  description: string,
  messageId: string | null,
): { readonly status: number; readonly body: Auth1ErrorMessage } {
  const { error, status } = errors[refusal];
  const body = messageId === null ? { error, description } : { error, description, messageId };
  return { status, body };
}
