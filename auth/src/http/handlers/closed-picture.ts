import type { Context } from 'koa';
import { stubSize } from '../closed-stub.js';
import { voiceOf } from '../language.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { drawPlaceholder } from '../placeholder.js';
import type { WebDeps } from '../web-deps.js';

/** The picture of a closed manifest's one canvas: tells people in any viewer where to sign in (contract 5). */
export function closedPicture(deps: Pick<WebDeps, 'config' | 'links'>): (ctx: Context) => void {
  return (ctx) => {
    const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
    const line = speak('placeholder.signIn');
    applyHeaderProfile(ctx, 'description');
    ctx.set({
      'Cache-Control': 'public, max-age=300',
      Vary: 'Accept-Language',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    });
    ctx.type = 'image/svg+xml; charset=utf-8';
    ctx.body = drawPlaceholder(stubSize, line, new URL(deps.links.login()).host).text;
  };
}
