import type { Context } from 'koa';
import type { FormGuard } from '../http/csrf.js';
import { HttpProblem } from '../http/problem.js';

/** @throws HttpProblem 403 where a form is none that we gave to this browser lately */
export function requireFormToken(
  formGuard: FormGuard,
  ctx: Context,
  form: ReadonlyMap<string, string>,
): void {
  if (formGuard.accepts(ctx, form.get('form_token'))) return;
  throw new HttpProblem(403, 'form_expired', 'this form was open too long; go back, reload and try again');
}
