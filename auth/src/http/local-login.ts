import { Strategy } from 'passport-local';
import type { User } from '../core/identity/user.js';

type Verify = (name: string, password: string) => Promise<User | null>;

interface Attempt {
  success(user: User): void;
  fail(): void;
  error(cause: unknown): void;
}

/**
 * Runs the passport-local strategy once and gives its outcome as a value, without an Express request or passport's
 * own session handling.
 * @returns the user, or null for wrong or missing fields
 */
export function runLocalLogin(
  verify: Verify,
  fields: { readonly username: string; readonly password: string },
): Promise<User | null> {
  return new Promise((resolve, reject) => {
    const strategy = new Strategy((name, password, done) => {
      verify(name, password).then(
        (user) => done(null, user ?? false),
        (cause: unknown) => done(cause),
      );
    });
    const attempt = Object.assign(Object.create(strategy) as Strategy & Attempt, {
      success: resolve,
      fail: () => resolve(null),
      error: (cause: unknown) =>
        reject(cause instanceof Error ? cause : new Error('sign-in failed', { cause })),
    });
    // The strategy reads `body` and `query` only.
    attempt.authenticate({ body: fields, query: {} } as never);
  });
}
