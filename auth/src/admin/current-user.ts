import type { Context } from 'koa';
import { mayEnter, type Standing } from '../core/identity/standing.js';
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

/** Somebody who may open administration pages, and how much of them. */
export interface Entered {
  readonly user: User;
  readonly standing: Standing;
}

/**
 * Whoever is asking for an administration page; null after having sent somebody to the sign-in form.
 * @throws HttpProblem 403 for people whom none of the pages is for
 */
export async function requireStanding(
  ctx: Context,
  deps: Pick<AdminDeps, 'users' | 'roles'>,
): Promise<Entered | null> {
  const user = await currentUser(ctx, deps);
  if (user === null) {
    askToSignIn(ctx);
    return null;
  }
  const standing = { administrator: user.administrator, ...(await deps.roles.find(user.id)) };
  if (!mayEnter(standing))
    throw new HttpProblem(403, 'administrators_only', 'these pages are for administrators');
  return { user, standing };
}
