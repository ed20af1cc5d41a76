/** PORT: the hashes that the pure code may not compute itself. All results are base64url. */
export interface Digest {
  readonly sha256: (text: string) => string;
  readonly hmac: (key: string, text: string) => string;
  /** In constant time for texts of equal length. */
  readonly equal: (a: string, b: string) => boolean;
}
