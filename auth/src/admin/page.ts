import type { Context } from 'koa';
import { applyHeaderProfile } from '../http/middleware/header-profiles.js';
import type { PageLook } from '../core/look/page-look.js';
import type { Html } from '../http/html.js';
import type { PageVoice } from '../http/send-page.js';
import { renderLayout } from '../http/pages/layout.js';
import type { AdminDeps } from './admin-deps.js';
import type { AdminRequest } from './admin-request.js';
import { type NoticeCode, noticeOf } from './notices.js';
import { renderAdminLayout, type Section } from './pages/admin-layout.js';

export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly width?: 'narrow' | 'wide';
  readonly status?: number;
  /** English, and without a menu of languages, unless told. */
  readonly voice?: PageVoice;
}

/** Sends a whole page. */
export function sendHtml(ctx: Context, status: number, page: Html, language = 'en'): void {
  applyHeaderProfile(ctx, 'page');
  ctx.set('Content-Language', language);
  ctx.vary('Accept-Language, Cookie');
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = page.text;
}

/** Sends a page of the account part, with its header profile. */
export function sendPage(ctx: Context, deps: Pick<AdminDeps, 'look'>, page: Page): void {
  const layout = renderLayout({
    language: 'en',
    ...page.voice,
    title: page.title,
    look: deps.look(),
    body: page.body,
    width: page.width ?? 'narrow',
  });
  sendHtml(ctx, page.status ?? 200, layout, page.voice?.language);
}

export interface AdminPage {
  readonly title: string;
  /** Where the navigation stands; null: nowhere. */
  readonly section: Section | null;
  readonly body: Html;
  readonly status?: number;
  /** In place of the published look. */
  readonly look?: PageLook;
}

/** Sends a page of the administration, with navigation and what was done just before. */
export function sendAdminPage({ ctx, deps, user, standing, query }: AdminRequest, page: AdminPage): void {
  const layout = renderAdminLayout({
    look: deps.look(),
    ...page,
    path: ctx.path,
    standing,
    notice: noticeOf(query.get('done')),
    userName: user.displayName,
    formToken: deps.formGuard.issue(ctx),
  });
  sendHtml(ctx, page.status ?? 200, layout);
}

type OwnPath = '/account/' | '/account/sign-in' | `/auth/admin/${string}`;

/** Goes on to another page of ours after a form was taken. */
export function goTo(ctx: Context, path: OwnPath, done?: NoticeCode): void {
  ctx.status = 303;
  ctx.set('Location', done === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}done=${done}`);
  ctx.set('Cache-Control', 'no-store');
  ctx.body = '';
}
