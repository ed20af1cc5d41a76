import type { Middleware } from 'koa';
import { HttpProblem } from '../problem.js';

/** Around every route: what nobody answered does not exist, or not by this method. */
export const notFound: Middleware = async (ctx, next) => {
  await next();
  if (ctx.status === 405 || ctx.status === 501)
    throw new HttpProblem(405, 'method_not_allowed', 'this address does not take that method');
  if (ctx.status === 404 && (ctx.body === null || ctx.body === undefined))
    throw new HttpProblem(404, 'unknown_address', 'there is nothing at this address');
};
