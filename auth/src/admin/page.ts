import type { Context } from 'koa';
import { applyHeaderProfile } from '../http/middleware/header-profiles.js';
import type { Html } from '../http/html.js';
import { renderLayout } from '../http/pages/layout.js';
import type { AdminDeps } from './admin-deps.js';

export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly width?: 'narrow' | 'wide';
  readonly status?: number;
}

/** Sends a page of the account or administration part, with its header profile. */
export function sendPage(ctx: Context, deps: Pick<AdminDeps, 'config'>, page: Page): void {
  applyHeaderProfile(ctx, 'page');
  ctx.status = page.status ?? 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = renderLayout({
    language: 'en',
    title: page.title,
    institution: deps.config.institution,
    body: page.body,
    width: page.width ?? 'narrow',
  }).text;
}

/** Goes on to another page of ours after a form was taken. */
export function goTo(ctx: Context, path: '/auth/admin/' | '/account/' | '/account/sign-in'): void {
  ctx.status = 303;
  ctx.set('Location', path);
  ctx.set('Cache-Control', 'no-store');
  ctx.body = '';
}
