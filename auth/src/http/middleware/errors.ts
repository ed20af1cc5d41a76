import type { Context, Middleware, Next } from 'koa';
import type { Observe } from '../../core/observation.js';
import { HttpProblem } from '../problem.js';
import { applyHeaderProfile } from './header-profiles.js';

function asProblem(thrown: unknown): HttpProblem {
  return thrown instanceof HttpProblem
    ? thrown
    : new HttpProblem(503, 'unavailable', 'this can not be answered at the moment; try again shortly', 2);
}

/** Writes a problem as JSON: IIIF clients parse every body (A1-69). */
export function answerProblem(ctx: Context, problem: HttpProblem): void {
  applyHeaderProfile(ctx, 'description');
  ctx.remove('ETag');
  ctx.status = problem.status;
  if (problem.retryAfter !== null) ctx.set('Retry-After', String(problem.retryAfter));
  ctx.body = { error: problem.code, message: problem.message };
}

/**
 * The one catch of an app. A problem keeps its status and message; everything else is a bug or a service that is
 * away: logged, and answered closed with 503 and nothing of the cause.
 */
export function errors(observe: Observe): Middleware {
  return async (ctx: Context, next: Next) => {
    try {
      await next();
    } catch (thrown) {
      if (!(thrown instanceof HttpProblem))
        observe({
          kind: 'failed',
          where: ctx.path.slice(0, 100),
          requestId: ctx.get('X-Request-Id'),
          error: thrown,
        });
      answerProblem(ctx, asProblem(thrown));
    }
  };
}
