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

/** What no key types and no page shows: it could forge lines of a log, or end a text for the database. Tabs and line ends are text. */
const unwritable = /[^\P{Cc}\t\n\r]/u;

/** @throws HttpProblem 400 where a field holds control characters */
export function requireWritableText(form: ReadonlyMap<string, string>): void {
  for (const [name, value] of form)
    if (unwritable.test(name) || unwritable.test(value))
      throw new HttpProblem(
        400,
        'control_characters',
        'a field holds characters that can not be seen, pasted along perhaps; go back, type it again and send it',
      );
}
