import type { Context } from 'koa';
import type { Digest } from '../core/session/digest.js';

/** Names the browser that a form was given to; says nothing about the person. */
export const formCookie = '__Host-gatehouse-form';

/** Guards every form: a token tied to a cookie of the same browser, and no request from another site. */
export interface FormGuard {
  /** The hidden field's value for this browser; sets the form cookie where there is none yet. */
  readonly issue: (ctx: Context) => string;
  /** True when the form came from a page that we gave to this browser. */
  readonly accepts: (ctx: Context, token: string | undefined) => boolean;
}

function sameSite(ctx: Context, ownOrigin: string): boolean {
  const origin = ctx.get('Origin');
  if (origin !== '' && origin !== ownOrigin) return false;
  const site = ctx.get('Sec-Fetch-Site');
  return site === '' || site === 'same-origin' || site === 'none';
}

/** @param key the installation's secret */
export function createFormGuard(
  key: string,
  ownOrigin: string,
  digest: Digest,
  newId: () => string,
): FormGuard {
  const tokenFor = (cookie: string): string => digest.hmac(key, `form:${cookie}`);
  return {
    issue: (ctx) => {
      const known = ctx.cookies.get(formCookie);
      const cookie = known !== undefined && /^[\w-]{43}$/.test(known) ? known : newId();
      if (cookie !== known)
        ctx.cookies.set(formCookie, cookie, {
          httpOnly: true,
          secure: true,
          sameSite: 'lax',
          path: '/',
          overwrite: true,
        });
      return tokenFor(cookie);
    },
    accepts: (ctx, token) => {
      const cookie = ctx.cookies.get(formCookie);
      if (cookie === undefined || token === undefined || !sameSite(ctx, ownOrigin)) return false;
      return digest.equal(token, tokenFor(cookie));
    },
  };
}
