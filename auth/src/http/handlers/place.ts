import type { Context } from 'koa';
import { listPlacesAt } from '../../core/policy/places-at.js';
import { finish, queryErrand, showWindow } from '../access-window.js';
import { pageVoice } from '../send-page.js';
import { renderPlacePage } from '../pages/place-page.js';
import { readCredentials, sessionOf } from '../visitor.js';
import type { WebDeps } from '../web-deps.js';
import { renderWhyLink } from '../why-link.js';

type PlaceDeps = Pick<WebDeps, 'config' | 'look' | 'links' | 'policy' | 'newId' | 'digest' | 'liveSessions'>;

/**
 * The window of kiosk and external (A1-39, A2-17, A2-19): sets nothing, since the address of each request decides, and
 * closes at once; tells people who are somewhere else why it stays closed for them.
 */
export function placePage(deps: PlaceDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const { address, cookie } = readCredentials(ctx.req.headers);
    const places = listPlacesAt(await deps.policy.current(), address);
    if (places.length > 0) {
      finish(ctx, deps, queryErrand(ctx).back, 'place.here');
      return;
    }
    const voice = pageVoice(ctx, deps.config.defaultLanguage);
    const { back } = queryErrand(ctx);
    const live = await sessionOf(deps, cookie);
    const why = renderWhyLink({ user: live?.user ?? null, back, address }, deps.links, voice);
    // Of the stack's own networks none is a place, but the person's address is still what they may want to tell.
    const seen = address ?? (ctx.get('X-Gate-Client') || '–');
    const props = { ...voice, look: deps.look(), address: seen, back: back ?? '', why };
    showWindow(ctx, deps, 200, renderPlacePage(props));
  };
}
