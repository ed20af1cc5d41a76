import type { Context } from 'koa';
import type { Address } from '../core/image/address.js';
import { resolveImageRequest } from '../core/image/image-plan.js';
import { servedLimits } from '../core/image/served-limits.js';
import { isTileOrLevelSize } from '../core/image/tiles.js';
import type { PixelSize } from '../core/image/view-size.js';
import { type Html, html } from './html.js';
import { voiceOf } from './language.js';
import type { WebDeps } from './web-deps.js';

type ImageAddress = Extract<Address, { kind: 'image' }>;

/**
 * The size at which a picture may stand in for a refused image: only for the whole image in an `<img>`, and never at a
 * size that a viewer could take for a tile or a level of the pyramid (contract 5, last paragraph). Null: no picture.
 * @param own pixels of the image that was asked for
 */
function placeholderSize(ctx: Context, address: ImageAddress, own: PixelSize): PixelSize | null {
  if (ctx.get('Sec-Fetch-Dest') !== 'image' || address.request.region.kind !== 'full') return null;
  const plan = resolveImageRequest(address.request, own, servedLimits);
  if (!plan.ok) return null;
  const { width, height, rotation } = plan.value;
  // As large as it gets: what viewers without tiles paint.
  if (plan.value.max) return null;
  // Turned on its side, the answer has the edges the other way round: those must not be taken for a tile either.
  const sizes = [{ width, height }, ...(rotation % 180 === 0 ? [] : [{ width: height, height: width }])];
  return sizes.some((size) => isTileOrLevelSize(own, size)) ? null : { width, height };
}

/** A closed gate and a line of text, drawn at any size; no script, no font, no address of another site. */
export function drawPlaceholder({ width, height }: PixelSize, line: string, host: string): Html {
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 300 200">
  <rect x="-3000" y="-3000" width="6300" height="6200" fill="#e6e3dc"/>
  <g fill="none" stroke="#566073" stroke-width="7" stroke-linecap="round"><path d="M120 105V75a30 30 0 0 1 60 0v30M110 105h80M135 105V85m15 20V80m15 25V85"/></g>
  <g fill="#1d2430" font-family="system-ui,sans-serif" text-anchor="middle"><text x="150" y="145" font-size="19">${line}</text><text x="150" y="168" font-size="14">${host}</text></g>
</svg>`;
}

/** Puts the picture for a plain `<img>` into a 401, where it may carry one (U1). */
export function addPlaceholder(
  ctx: Context,
  deps: Pick<WebDeps, 'config' | 'links'>,
  address: ImageAddress,
  own: PixelSize,
): void {
  if (!deps.config.imagePlaceholder) return;
  const size = placeholderSize(ctx, address, own);
  if (size === null) return;
  const { speak } = voiceOf(ctx, deps.config.defaultLanguage);
  ctx.vary('Accept-Language');
  ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
  ctx.type = 'image/svg+xml; charset=utf-8';
  ctx.body = drawPlaceholder(size, speak('placeholder.signIn'), new URL(deps.links.base).host).text;
}
