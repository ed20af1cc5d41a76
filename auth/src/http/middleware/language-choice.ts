import type { Context, Middleware } from 'koa';
import type { UserId } from '../../core/identity/user.js';
import type { UserStore } from '../../core/identity/user-store.js';
import { isLanguage } from '../../core/texts/catalogue.js';
import { rememberLanguage, speakNow } from '../language.js';

/** Another site may link to a page in a language, but not change what somebody chose here. */
function isOwn(ctx: Context): boolean {
  const site = ctx.get('Sec-Fetch-Site');
  return site === '' || site === 'same-origin' || site === 'none';
}

/**
 * `?lang=de` on any page: spoken at once, and remembered in the browser and in the account of whoever is signed in.
 * Unknown languages count as absent. IIIF documents carry every language, and their addresses no query.
 * @param signedIn who is signed in, if anybody
 */
export function languageChoice(
  deps: { readonly users: Pick<UserStore, 'setLanguage'> },
  signedIn: (ctx: Context) => Promise<UserId | null>,
): Middleware {
  return async (ctx, next) => {
    const { lang } = ctx.query;
    if (ctx.method === 'GET' && typeof lang === 'string' && isLanguage(lang)) {
      speakNow(ctx, lang);
      if (isOwn(ctx)) {
        rememberLanguage(ctx, lang);
        const id = await signedIn(ctx);
        if (id !== null) await deps.users.setLanguage(id, lang);
      }
    }
    await next();
  };
}
