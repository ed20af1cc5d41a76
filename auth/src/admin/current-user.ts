import type { Context } from 'koa';
import type { User } from '../core/identity/user.js';
import { sessionFields } from '../http/middleware/session.js';
import { HttpProblem } from '../http/problem.js';
import type { AdminDeps } from './admin-deps.js';

/** Whoever is signed in on the account and administration pages, as they are now; null for nobody. */
export async function currentUser(ctx: Context, deps: Pick<AdminDeps, 'users'>): Promise<User | null> {
  const id = sessionFields(ctx).user ?? null;
  const user = id === null ? null : await deps.users.findById(id);
  return user !== null && !user.disabled ? user : null;
}

/** Sends people who are not signed in to the form, and back afterwards. */
export function askToSignIn(ctx: Context): void {
  ctx.status = 303;
  ctx.set('Location', '/account/sign-in');
  ctx.set('Cache-Control', 'no-store');
  ctx.body = '';
}

/**
 * The administrator who is asking; null after having sent somebody to the sign-in form.
 * @throws HttpProblem 403 for people who are no administrators
 */
export async function requireAdministrator(
  ctx: Context,
  deps: Pick<AdminDeps, 'users'>,
): Promise<User | null> {
  const user = await currentUser(ctx, deps);
  if (user === null) {
    askToSignIn(ctx);
    return null;
  }
  if (!user.administrator)
    throw new HttpProblem(403, 'administrators_only', 'these pages are for administrators');
  return user;
}
