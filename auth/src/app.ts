import type { IncomingMessage, ServerResponse } from 'node:http';
import Koa from 'koa';
import type { Middleware } from 'koa';
import type { AdminDeps } from './admin/admin-deps.js';
import { createAdminRouter } from './admin/router.js';
import { answerQueryAuth } from './http/handlers/query-auth.js';
import { probeMiddleware } from './http/handlers/probe.js';
import { onBrokenAnswer } from './http/lost-connection.js';
import { languageChoice } from './http/middleware/language-choice.js';
import { errors } from './http/middleware/errors.js';
import { notFound } from './http/middleware/not-found.js';
import { accountCookie, sessionFields, sessionMiddleware } from './http/middleware/session.js';
import { createPublicRouter, iiifMiddleware } from './http/public-router.js';
import { contentCookie, readCredentials, sessionOf } from './http/visitor.js';
import type { Metrics } from './metrics/metrics.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** The browser talks HTTPS to the proxy, whatever the last hop is: cookies may be `Secure`. Koa's `proxy` setting stays off. */
const secureCookies: Middleware = async (ctx, next) => {
  ctx.cookies.secure = true;
  await next();
};

function createContentApp(deps: AdminDeps): Koa {
  const app = new Koa();
  const session = sessionMiddleware(app, deps, { kind: 'content', name: contentCookie, sameSite: 'none' });
  const router = createPublicRouter(deps, session);
  app.on('error', onBrokenAnswer(deps.observe));
  app.use(errors(deps));
  app.use(notFound);
  app.use(iiifMiddleware(deps));
  app.use(probeMiddleware(deps));
  app.use(secureCookies);
  app.use(
    languageChoice(deps, async (ctx) => {
      const live = await sessionOf(deps, readCredentials(ctx.req.headers).cookie);
      return live?.user?.id ?? null;
    }),
  );
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}

function createAccountApp(deps: AdminDeps): Koa {
  const app = new Koa();
  const session = sessionMiddleware(app, deps, {
    kind: 'account',
    name: accountCookie,
    sameSite: 'strict',
  });
  const router = createAdminRouter(deps);
  app.use(errors(deps));
  app.use(notFound);
  app.use(secureCookies);
  app.use(session);
  app.use(languageChoice(deps, async (ctx) => sessionFields(ctx).user ?? null));
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}

/**
 * The public face: two applications that know nothing of each other's cookie, so that what opens pictures never opens
 * an account, and the other way round.
 */
export function createPublicApp(deps: AdminDeps): Listener {
  const content = createContentApp(deps).callback();
  const account = createAccountApp(deps).callback();
  return (request, response) => {
    const isAccount = /^\/(?:account|auth\/admin)(?:\/|$)/.test(request.url ?? '');
    void (isAccount ? account : content)(request, response);
  };
}

/** Whether this process can answer, and what it has done so far. */
export interface Readiness {
  readonly metrics: Metrics;
  readonly isReady: () => Promise<boolean>;
  /** What this process has heard of changes so far (ChangeFeed); null while it can't be sure to hear of them. */
  readonly generation: () => string | null;
}

/**
 * The listener that only the proxy and the container engine reach. The check is its first middleware, before session,
 * router and bodies, on the raw response. Asked for by its very address, as nginx does for every tile, it is answered
 * before Koa makes a context, which would be a seventh of its cost.
 */
export function createInternalApp(deps: AdminDeps & Readiness): Listener {
  const app = new Koa();
  app.use(async (ctx, next) => {
    if (ctx.path !== '/query_auth') {
      await next();
      return;
    }
    ctx.respond = false;
    await answerQueryAuth(deps, ctx.req, ctx.res);
  });
  app.use(async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    if (ctx.path === '/healthz') ctx.body = { status: 'ok' };
    else if (ctx.path === '/readyz') {
      const ready = await deps.isReady();
      ctx.status = ready ? 200 : 503;
      ctx.body = { status: ready ? 'ready' : 'not_ready' };
    } else if (ctx.path === '/metrics') {
      ctx.type = deps.metrics.contentType;
      ctx.body = await deps.metrics.text();
    } else ctx.throw(404);
  });
  const callback = app.callback();
  return (request, response) => {
    void (request.url === '/query_auth'
      ? answerQueryAuth(deps, request, response)
      : callback(request, response));
  };
}
