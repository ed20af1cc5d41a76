/** Every reason why a token is refused, of both protocols. Missing is judged first (contract 3). */
export type TokenRefusal =
  | 'invalid-request'
  | 'missing-credentials'
  | 'unknown-session'
  | 'expired-session'
  | 'invalid-origin'
  | 'unavailable';
