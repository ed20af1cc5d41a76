import type { Context } from 'koa';
import type { User } from '../core/identity/user.js';
import { noteOwnChange, noteRefusal } from './note-sign-in.js';
import type { WebDeps } from './web-deps.js';

/** What became of the form with the code. */
export type SecondStepOutcome =
  | { readonly kind: 'ok'; readonly user: User }
  | { readonly kind: 'expired' }
  | { readonly kind: 'wrong'; readonly user: User }
  | { readonly kind: 'wait'; readonly user: User; readonly seconds: number };

type SecondStepDeps = Pick<
  WebDeps,
  'tickets' | 'secondFactors' | 'formGuard' | 'audit' | 'clock' | 'observe' | 'users'
>;

/** Takes the form with the code: whose password was right before, in this browser, and does the code fit? */
export async function takeSecondStep(
  ctx: Context,
  deps: SecondStepDeps,
  form: ReadonlyMap<string, string>,
): Promise<SecondStepOutcome> {
  const user = await deps.tickets.read(form.get('ticket') ?? '', deps.formGuard.issue(ctx));
  if (user === null) return { kind: 'expired' };
  const typed = (form.get('code') ?? '').slice(0, 100);
  const outcome = await deps.secondFactors.judge(user.id, typed, ctx.get('X-Gate-Client') || null);
  if (outcome.kind !== 'ok') {
    await noteRefusal(ctx, deps, outcome.kind, user.name);
    return { ...outcome, user };
  }
  if (outcome.by === 'recovery-code') await noteOwnChange(ctx, deps, user, 'recovery-code-used');
  return { kind: 'ok', user };
}
