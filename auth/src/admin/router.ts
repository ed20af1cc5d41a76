import Router from '@koa/router';
import type { AdminDeps } from './admin-deps.js';
import { adminRoutes } from './admin-routes.js';
import { forgotPage, submitForgot } from './forgot-password.js';
import { guard } from './guard.js';
import { linkPage, submitLink } from './one-time-links.js';
import { accountGuard } from './account/account-guard.js';
import { accountRoutes } from './account/account-routes.js';
import { signInPage, submitCode, submitPasskey, submitSignIn, submitSignOut } from './sign-in.js';

/** Every address of the account and administration pages. Their cookie is strict and opens nothing else. */
export function createAdminRouter(deps: AdminDeps): Router {
  const router = new Router();
  router.get('/account/sign-in', signInPage(deps));
  router.post('/account/sign-in', submitSignIn(deps));
  router.post('/account/sign-in/code', submitCode(deps));
  router.post('/account/sign-in/passkey', submitPasskey(deps));
  router.post('/account/sign-out', submitSignOut(deps));
  router.get('/account/forgot', forgotPage(deps));
  router.post('/account/forgot', submitForgot(deps));
  router.get('/account/link/:secret', linkPage(deps));
  router.post('/account/link/:secret', submitLink(deps));
  for (const route of accountRoutes)
    router.register(`/account${route.path}`, [route.method.toLowerCase()], accountGuard(deps, route));
  for (const route of adminRoutes)
    router.register(`/auth/admin${route.path}`, [route.method.toLowerCase()], guard(deps, route));
  return router;
}
