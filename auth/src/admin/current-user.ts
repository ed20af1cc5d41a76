import type { Context } from 'koa';
import { mayEnter, type Standing } from '../core/identity/standing.js';
import { accountStanding, type AccountStanding } from '../core/identity/second-factor.js';
import type { User } from '../core/identity/user.js';
import { sessionFields } from '../http/middleware/session.js';
import { HttpProblem } from '../http/problem.js';
import type { AdminDeps } from './admin-deps.js';

/** Somebody with a session of the account pages. */
export interface CurrentPerson {
  readonly user: User;
  /** `enrol`: they have to set up a second factor before anything else. */
  readonly accountStanding: Exclude<AccountStanding, 'sign-in-again'>;
  /** What they may do on the administration pages. */
  readonly standing: Standing;
}

type PersonDeps = Pick<AdminDeps, 'users' | 'config' | 'roles'>;

/** Whoever is signed in on the account and administration pages, as they are now; null for nobody. */
export async function currentPerson(ctx: Context, deps: PersonDeps): Promise<CurrentPerson | null> {
  const { user: id = null, secondFactor = false } = sessionFields(ctx);
  const user = id === null ? null : await deps.users.findById(id);
  if (user === null || user.disabled) return null;
  const standing = { administrator: user.administrator, ...(await deps.roles.find(user.id)) };
  const factors = { ...user, mayAdminister: mayEnter(standing) };
  const found = accountStanding(factors, secondFactor, deps.config.secondFactor);
  return found === 'sign-in-again' ? null : { user, standing, accountStanding: found };
}

function goTo(ctx: Context, path: '/account/sign-in' | '/account/security'): void {
  ctx.status = 303;
  ctx.set('Location', path);
  ctx.set('Cache-Control', 'no-store');
  ctx.body = '';
}

/** Sends people who are not signed in to the form. */
export function askToSignIn(ctx: Context): void {
  goTo(ctx, '/account/sign-in');
}

/** Sends people who need a second factor to where they get one. */
export function askToEnrol(ctx: Context): void {
  goTo(ctx, '/account/security');
}

/** Somebody who may open administration pages, and how much of them. */
export interface Entered {
  readonly user: User;
  readonly standing: Standing;
}

/**
 * Whoever is asking for an administration page; null after having sent somebody to the sign-in form, or to set up a
 * second factor.
 * @throws HttpProblem 403 for people whom none of the pages is for
 */
export async function requireStanding(ctx: Context, deps: PersonDeps): Promise<Entered | null> {
  const person = await currentPerson(ctx, deps);
  if (person === null) {
    askToSignIn(ctx);
    return null;
  }
  const { user, standing } = person;
  if (!mayEnter(standing))
    throw new HttpProblem(403, 'administrators_only', 'these pages are for administrators');
  if (person.accountStanding === 'full') return { user, standing };
  askToEnrol(ctx);
  return null;
}
