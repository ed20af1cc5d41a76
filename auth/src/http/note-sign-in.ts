import type { Context } from 'koa';
import type { AuditEvent } from '../core/audit/event.js';
import { canonicalUserName } from '../core/identity/user-name.js';
import type { User } from '../core/identity/user.js';
import type { SignInOutcome } from './sign-in.js';
import type { WebDeps } from './web-deps.js';

type NoteDeps = Pick<WebDeps, 'audit' | 'clock' | 'observe' | 'users'>;

async function audit(ctx: Context, deps: NoteDeps, by: User | null, event: AuditEvent): Promise<void> {
  await deps.audit.record({
    at: deps.clock(),
    actor: by === null ? { kind: 'visitor' } : { kind: 'user', name: by.name },
    address: ctx.get('X-Gate-Client') || null,
    event,
  });
}

/** Remembers that somebody got in, all steps done. */
export async function noteSignIn(ctx: Context, deps: NoteDeps, user: User): Promise<void> {
  deps.observe({ kind: 'sign-in', outcome: 'ok', requestId: ctx.get('X-Request-Id') });
  await deps.users.recordSignIn(user.id, deps.clock());
  await audit(ctx, deps, user, { kind: 'sign-in', user: user.name });
}

/** Remembers that somebody did not get in. Of names only those of people who exist. */
export async function noteRefusal(
  ctx: Context,
  deps: NoteDeps,
  outcome: Exclude<SignInOutcome['kind'], 'ok'>,
  typedName: string,
): Promise<void> {
  const words = { wrong: 'refused', wait: 'throttled', busy: 'busy' } as const;
  deps.observe({ kind: 'sign-in', outcome: words[outcome], requestId: ctx.get('X-Request-Id') });
  // What was throttled is in the metrics: a log that can't be shortened must not grow with every knock.
  if (outcome !== 'wrong') return;
  const canonical = canonicalUserName(typedName);
  const known = canonical.ok ? await deps.users.findByName(canonical.value) : null;
  await audit(ctx, deps, null, { kind: 'sign-in-refused', name: known?.name ?? '' });
}

/** Remembers what somebody did to their own account. */
export async function noteOwnChange(
  ctx: Context,
  deps: NoteDeps,
  user: User,
  change: Extract<AuditEvent, { kind: 'user-changed' }>['change'],
): Promise<void> {
  await audit(ctx, deps, user, { kind: 'user-changed', user: user.name, change });
}
