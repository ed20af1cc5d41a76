import { requireFormToken, requireWritableText } from './require-form-token.js';
import type { Middleware } from 'koa';
import { HttpProblem } from '../http/problem.js';
import type { AdminDeps } from './admin-deps.js';
import type { AdminRequest, AdminRoute } from './admin-request.js';
import { mayReadAll, type Standing } from '../core/identity/standing.js';
import { requireStanding } from './current-user.js';
import { askAgainOnAdminPage, passIfFresh } from './fresh-sign-in.js';
import { readFileForm, readForm } from '../http/read-form.js';

/** Bytes: rule documents are larger than other forms; only administrators may send as much. */
const largestForm = 2 * 1024 * 1024;

/** Bytes of a file that comes along. */
const largestFile = 4 * 1024 * 1024;

function firstOfEach(parameters: URLSearchParams): ReadonlyMap<string, string> {
  return new Map([...parameters].toReversed());
}

/** @throws HttpProblem 403 */
function refuseUnlessFor({ method, also }: AdminRoute, standing: Standing): void {
  if (standing.administrator || (method === 'GET' && mayReadAll(standing))) return;
  if (also === 'managers' && standing.folders.length > 0) return;
  throw new HttpProblem(403, 'not_permitted', 'your role does not allow this; ask an administrator');
}

/**
 * What every route of the administration goes through: people with a role only, as far as it goes; forms only with their token; sensitive
 * forms only soon after a sign-in.
 */
export function guard(deps: AdminDeps, route: AdminRoute): Middleware {
  return async (ctx) => {
    const entered = await requireStanding(ctx, deps);
    if (entered === null) return;
    const { user, standing } = entered;
    refuseUnlessFor(route, standing);
    const query = firstOfEach(new URLSearchParams(ctx.querystring));
    requireWritableText(query);
    const params = (ctx as unknown as Pick<AdminRequest, 'params'>).params;
    const asked: AdminRequest = { ctx, deps, user, standing, params, query, form: new Map() };
    if (route.method === 'GET') {
      await route.handle(asked);
      return;
    }
    const form =
      route.takesFile === undefined
        ? await readForm(ctx.req, largestForm)
        : await readFileForm(ctx.req, largestFile, route.takesFile);
    requireFormToken(deps.formGuard, ctx, form);
    // Of a list of people, rows are judged one by one.
    if (route.takesFile !== 'utf8') requireWritableText(form);
    const request = { ...asked, form };
    const passed =
      route.isSensitive?.(form) === true ? await passIfFresh(request, askAgainOnAdminPage(request)) : form;
    if (passed !== null) await route.handle({ ...request, form: passed });
  };
}
