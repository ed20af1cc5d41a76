import Router from '@koa/router';
import type { Middleware } from 'koa';
import { addFlowRoutes } from './flow-routes.js';
import { iiifHandler } from './handlers/iiif.js';
import { cancelLogin, loginPage, submitLogin } from './handlers/login.js';
import { logoutPage, submitLogout } from './handlers/logout.js';
import { accentAsset, logoAsset } from './handlers/look-assets.js';
import { tokenHandler } from './handlers/token.js';
import { viewerPage, viewerScript, viewerStart } from './handlers/viewer.js';
import { welcomePage } from './handlers/welcome.js';
import { icon, styleSheet } from './pages/assets.js';
import { documentPicture, sendDocumentPicture } from './pages/document-picture.js';
import { passkeyScript } from './pages/passkey-script.js';
import { createRefusalPacer } from './refusal-pacer.js';
import type { WebDeps } from './web-deps.js';

function asset(type: string, text: string): Middleware {
  return (ctx) => {
    ctx.set({
      'Content-Type': type,
      'Cache-Control': 'public, max-age=300',
      'X-Content-Type-Options': 'nosniff',
    });
    ctx.body = text;
  };
}

/** Every public address but those of account and administration. `session` stands only before what changes a session. */
export function createPublicRouter(deps: WebDeps, session: Middleware): Router {
  const router = new Router();
  router.get('/', welcomePage(deps));
  router.get('/assets/gatehouse.css', asset('text/css; charset=utf-8', styleSheet));
  router.get(/^\/assets\/logo-[\w-]{16}\.png$/, logoAsset(deps));
  router.get(/^\/assets\/accent-[0-9a-f]{6}\.css$/, accentAsset());
  router.get('/assets/icon.svg', asset('image/svg+xml', icon));
  router.get(documentPicture, sendDocumentPicture);
  router.get('/assets/passkey.js', asset('text/javascript; charset=utf-8', passkeyScript));
  router.get('/iiif-login', session, loginPage(deps));
  router.post('/iiif-login', session, submitLogin(deps));
  router.get('/iiif-login/cancel', cancelLogin(deps));
  router.get('/iiif-logout', session, logoutPage(deps));
  router.post('/iiif-logout', session, submitLogout(deps));
  router.get('/iiif-token', tokenHandler(deps, createRefusalPacer()));
  addFlowRoutes(router, deps, session);
  router.get('/view/', viewerPage(deps));
  router.get('/view/start.js', viewerStart());
  router.get('/view/mirador.js', viewerScript(deps));
  return router;
}

/** `/iiif/` is not routed by patterns: its own parser reads the raw target. */
export function iiifMiddleware(deps: WebDeps): Middleware {
  const handle = iiifHandler(deps);
  return async (ctx, next) => {
    if (!(ctx.req.url ?? '').startsWith('/iiif/')) await next();
    else if (ctx.method === 'GET' || ctx.method === 'HEAD') await handle(ctx);
    else {
      // OPTIONS is the proxy's to answer.
      ctx.set('Allow', 'GET, HEAD, OPTIONS');
      ctx.status = 405;
    }
  };
}
