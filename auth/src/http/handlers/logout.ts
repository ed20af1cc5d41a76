import type { Context } from 'koa';
import { finish, showWindow, windowProps } from '../access-window.js';
import { endSession } from '../middleware/session.js';
import { isNavigation } from '../navigation.js';
import { renderLogoutPage } from '../pages/login-page.js';
import { readForm } from '../read-form.js';
import type { LoginDeps } from './login-steps.js';

/** A top-level navigation of a browser, or a client that is none: an `<img>` or frame of another page must not sign anyone out. */
function isMeant(ctx: Context): boolean {
  // Our own page comes again in another language: it goes on asking.
  if (ctx.query['ask'] !== undefined) return false;
  const isBrowser = ctx.get('Sec-Fetch-Mode') !== '' || ctx.get('Sec-Fetch-Dest') !== '';
  return !isBrowser || isNavigation(ctx);
}

function signOut(ctx: Context, deps: LoginDeps): void {
  // Ends the row with its tokens, and expires the cookie; does no harm when there is none (A1-54).
  endSession(ctx);
  finish(ctx, deps, null, 'done.signedOut');
}

function askFirst(ctx: Context, deps: LoginDeps): void {
  const props = { ...windowProps(ctx, deps, { origin: null, back: null }, '/iiif-logout'), menu: 'ask=1' };
  showWindow(ctx, deps, 200, renderLogoutPage(props));
}

/** A1-50 to A1-54: on GET as the specification says, but asked again where the request is no plain navigation. */
export function logoutPage(deps: LoginDeps): (ctx: Context) => void {
  return (ctx) => {
    // The router sends HEAD here too, which must change nothing.
    if (ctx.method === 'GET' && isMeant(ctx)) signOut(ctx, deps);
    else askFirst(ctx, deps);
  };
}

/** The same, confirmed on our own page. */
export function submitLogout(deps: LoginDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const form = await readForm(ctx.req);
    if (deps.formGuard.accepts(ctx, form.get('form_token'))) signOut(ctx, deps);
    else askFirst(ctx, deps);
  };
}
