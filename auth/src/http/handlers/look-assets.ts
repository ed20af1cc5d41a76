import type { Context, Middleware } from 'koa';
import { accentStyle } from '../../core/look/page-look.js';
import type { Look } from '../../core/look/look.js';
import type { WebDeps } from '../web-deps.js';
import { HttpProblem } from '../problem.js';

/** What an address names never changes: it is made of what is behind it. */
const forGood = 'public, max-age=31536000, immutable';

/** Sends a part of a look; never as a page, whatever somebody made of it. */
export function sendLookPart(ctx: Context, type: string, body: string | Buffer, caching: string): void {
  ctx.set({
    'Content-Type': type,
    'Cache-Control': caching,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  ctx.body = body;
}

/** The bytes of a look's logo. @throws HttpProblem 404 */
export function logoBytes({ logo }: Look): Buffer {
  if (logo === null) throw new HttpProblem(404, 'no_logo', 'there is no logo');
  return Buffer.from(logo.bytes, 'base64');
}

/** The published logo, at the address that says which it is. */
export function logoAsset(deps: Pick<WebDeps, 'liveLook'>): Middleware {
  return (ctx) => {
    const look = deps.liveLook.now();
    const isIt = ctx.path === `/assets/logo-${look.logo?.hash ?? ''}.png`;
    // Another replica may know a newer one already: what is there now, but not to be kept.
    sendLookPart(ctx, 'image/png', logoBytes(look), isIt ? forGood : 'no-store');
  };
}

/** The style sheet of a colour; the address holds all of it. */
export function accentAsset(): Middleware {
  return (ctx) => {
    const [, digits] = /-([0-9a-f]{6})\.css$/.exec(ctx.path) ?? [];
    sendLookPart(ctx, 'text/css; charset=utf-8', accentStyle(`#${digits ?? ''}`), forGood);
  };
}
