import type { Context } from 'koa';
import { applyHeaderProfile } from '../middleware/header-profiles.js';

/** Where the picture lies that stands for a file which no viewer paints. */
export const documentPicture = '/assets/document.svg';
export const documentSize = { width: 1_200, height: 1_600 };

const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1600" width="1200" height="1600"><rect width="1200" height="1600" fill="#f4f1ea"/><path d="M330 300h380l160 160v840H330z" fill="#fff" stroke="#6b6252" stroke-width="16" stroke-linejoin="round"/><path d="M710 300v160h160M430 640h340M430 780h340M430 920h340M430 1060h200" fill="none" stroke="#6b6252" stroke-width="16" stroke-linejoin="round" stroke-linecap="round"/></svg>\n`;

/** Sends that picture, to viewers on any site. */
export function sendDocumentPicture(ctx: Context): void {
  applyHeaderProfile(ctx, 'description');
  ctx.set({
    'Cache-Control': 'public, max-age=300',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  });
  ctx.type = 'image/svg+xml; charset=utf-8';
  ctx.body = picture;
}
