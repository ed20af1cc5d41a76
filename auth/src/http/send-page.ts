import type { Context } from 'koa';
import type { Html } from './html.js';
import { applyHeaderProfile, type HeaderProfile } from './middleware/header-profiles.js';
import { type Voice, voiceOf } from './language.js';

/** What a page is spoken in, and where its language menu leads. */
export interface PageVoice extends Voice {
  /** The page's own query without a language, for the links of the menu; null: this page has no menu. */
  readonly menu: string | null;
}

/**
 * The voice of a page for people. The menu's links keep the query, so that a sign-in in another language still knows
 * its viewer and its way back.
 * @param query in place of the request's own, for pages that answer a form
 */
export function pageVoice(
  ctx: Context,
  defaultLanguage: string,
  query: Readonly<Record<string, string>> | null = null,
): PageVoice {
  const voice = voiceOf(ctx, defaultLanguage);
  if (query === null && ctx.method !== 'GET' && ctx.method !== 'HEAD') return { ...voice, menu: null };
  const kept = new URLSearchParams(query ?? ctx.querystring);
  kept.delete('lang');
  return { ...voice, menu: kept.toString() };
}

/** Sends a page for people with its headers: never kept, and told which language it is in. */
export function sendPage(
  ctx: Context,
  page: Html,
  about: {
    readonly profile: HeaderProfile;
    readonly language: string;
    readonly status?: number;
    readonly nonce?: string;
  },
): void {
  applyHeaderProfile(ctx, about.profile, about.nonce ?? null);
  ctx.set('Content-Language', about.language);
  ctx.vary('Accept-Language, Cookie');
  ctx.status = about.status ?? 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = page.text;
}
