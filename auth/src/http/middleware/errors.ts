import type { Context, Middleware, Next } from 'koa';
import type { Config } from '../../config.js';
import type { PageLook } from '../../core/look/page-look.js';
import type { Observe } from '../../core/observation.js';
import { isNavigation, navigationHeaders } from '../navigation.js';
import { renderProblemPage } from '../pages/problem-page.js';
import { HttpProblem, unanswerable } from '../problem.js';
import { pageVoice, sendPage } from '../send-page.js';
import { applyHeaderProfile } from './header-profiles.js';

export interface ErrorDeps {
  readonly observe: Observe;
  readonly config: Pick<Config, 'defaultLanguage'>;
  readonly look: () => PageLook;
}

/** Headers that a problem keeps of what was set before: what it says to the browser, not what the lost answer was. */
const kept = new Set(['set-cookie', 'allow', 'retry-after']);

function startOver(ctx: Context, problem: HttpProblem): void {
  for (const name of Object.keys(ctx.response.headers)) if (!kept.has(name)) ctx.remove(name);
  ctx.status = problem.status;
  if (problem.retryAfter !== null) ctx.set('Retry-After', String(problem.retryAfter));
}

function isIiif(ctx: Context): boolean {
  return (ctx.req.url ?? '').startsWith('/iiif/');
}

/** Writes a problem as JSON: IIIF clients parse every body (A1-69). */
export function answerProblem(ctx: Context, problem: HttpProblem): void {
  startOver(ctx, problem);
  applyHeaderProfile(ctx, isIiif(ctx) ? 'description' : 'internal');
  ctx.body = { error: problem.code, message: problem.message };
}

/** Writes a problem for people. Pages of the sign-in window stay readable for the viewer that opened it (A1-3E). */
function answerProblemPage(ctx: Context, problem: HttpProblem, { config, look }: ErrorDeps): void {
  startOver(ctx, problem);
  const read = ctx.method === 'GET' || ctx.method === 'HEAD';
  // What was asked for is never repeated here, not even in a link.
  const own = pageVoice(ctx, config.defaultLanguage, read ? {} : null);
  // An image's address takes no language.
  const voice = isIiif(ctx) ? { ...own, menu: null } : own;
  if (isIiif(ctx)) applyHeaderProfile(ctx, 'description');
  sendPage(ctx, renderProblemPage({ ...voice, look: look(), problem }), {
    profile: ctx.path.startsWith('/iiif') ? 'window' : 'page',
    language: voice.language,
    status: problem.status,
  });
  ctx.vary('Accept');
}

/**
 * Browsers ask for HTML first; whoever takes anything gets JSON. Below `/iiif/`, where viewers ask as browsers do, only a
 * person who opened the address itself reads a page.
 */
function wantsPage(ctx: Context): boolean {
  return isIiif(ctx) ? isNavigation(ctx) : ctx.accepts('application/json', 'text/html') === 'text/html';
}

/**
 * The one catch of an app. A problem keeps its status and message; everything else is a bug or a service that is
 * away: logged, and answered closed with 503 and nothing of the cause.
 */
export function errors(deps: ErrorDeps): Middleware {
  return async (ctx: Context, next: Next) => {
    try {
      await next();
    } catch (thrown) {
      if (!(thrown instanceof HttpProblem))
        deps.observe({
          kind: 'failed',
          where: ctx.path.slice(0, 100),
          requestId: ctx.get('X-Request-Id'),
          error: thrown,
        });
      const problem = thrown instanceof HttpProblem ? thrown : unanswerable();
      if (wantsPage(ctx)) answerProblemPage(ctx, problem, deps);
      else answerProblem(ctx, problem);
      if (isIiif(ctx)) ctx.vary(navigationHeaders);
    }
  };
}
