/** PORT: argon2id, with a bounded number of hashes at work at once. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
  /** Spends the time of a verify, for people who do not exist. Always false. */
  verifyNobody(password: string): Promise<false>;
  needsRehash(hash: string): boolean;
}

/** Thrown by `hash`, `verify` and `verifyNobody` when too many are waiting already. Never a wrong password: answer 503. */
export class PasswordHasherBusyError extends Error {
  override readonly name = 'PasswordHasherBusyError';
}
