import type { Context } from 'koa';
import { listPlacesAt } from '../../core/policy/places-at.js';
import { finish, queryErrand, showWindow } from '../access-window.js';
import { pageVoice } from '../send-page.js';
import { renderPlacePage } from '../pages/place-page.js';
import { readCredentials } from '../visitor.js';
import type { WebDeps } from '../web-deps.js';

type PlaceDeps = Pick<WebDeps, 'config' | 'policy' | 'newId'>;

/**
 * The window of kiosk and external (A1-39, A2-17, A2-19): sets nothing, since the address of each request decides, and
 * closes at once; tells people who are somewhere else why it stays closed for them.
 */
export function placePage(deps: PlaceDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const { address } = readCredentials(ctx.req.headers);
    const places = listPlacesAt(await deps.policy.current(), address);
    if (places.length > 0) {
      finish(ctx, deps, queryErrand(ctx).back, 'place.here');
      return;
    }
    const voice = pageVoice(ctx, deps.config.defaultLanguage);
    const { institution } = deps.config;
    showWindow(ctx, deps, 200, renderPlacePage({ ...voice, institution, address: address ?? '' }));
  };
}
