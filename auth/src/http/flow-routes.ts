import type Router from '@koa/router';
import type { Middleware } from 'koa';
import { stubPicture } from './closed-stub.js';
import { agreePage, submitAgreement } from './handlers/agree.js';
import { closedPicture } from './handlers/closed-picture.js';
import { loginPage } from './handlers/login.js';
import { logoutPage } from './handlers/logout.js';
import { placePage } from './handlers/place.js';
import { tokenHandler } from './handlers/token.js';
import { token2Handler } from './handlers/token2.js';
import { judgePlaceToken, judgeSessionToken } from './judge-token.js';
import { createRefusalPacer } from './refusal-pacer.js';
import type { WebDeps } from './web-deps.js';

/** Agreements and places of Authentication 1.0, and all of Authorization Flow 2.0 but the probe. Forms go to `/iiif-login/…`. */
export function addFlowRoutes(router: Router, deps: WebDeps, session: Middleware): void {
  const pacer = createRefusalPacer();
  router.get(stubPicture, closedPicture(deps));
  router.get('/iiif-login/agree/:name', session, agreePage(deps, 'close'));
  router.post('/iiif-login/agree/:name', session, submitAgreement(deps));
  router.get('/iiif-login/place', placePage(deps));
  router.get('/iiif-login/kiosk', placePage(deps));
  router.get('/iiif-token/place', tokenHandler(deps, pacer, judgePlaceToken));

  router.get('/iiif-auth2/access/active', session, loginPage(deps));
  router.get('/iiif-auth2/access/agree/:name', session, agreePage(deps, 'ask'));
  router.get('/iiif-auth2/access/kiosk', placePage(deps));
  router.get('/iiif-auth2/access/external', placePage(deps));
  router.get('/iiif-auth2/token/session', token2Handler(deps, pacer, judgeSessionToken(2)));
  router.get('/iiif-auth2/token/place', token2Handler(deps, pacer, judgePlaceToken));
  router.get('/iiif-auth2/logout/session', session, logoutPage(deps));
}
