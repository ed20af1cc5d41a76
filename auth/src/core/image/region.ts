import { ok, type Result } from '../result.js';
import { parseDecimal, parseInteger, parseNumbers } from './number-grammar.js';
import { type RequestProblem, requestProblem } from './request-problem.js';
import type { PixelSize } from './view-size.js';

/** The part of an image that is asked for, as it was written (Image API §4.1). */
export type Region =
  | { readonly kind: 'full' }
  | { readonly kind: 'square' }
  | ({ readonly kind: 'pixels' } & Rectangle)
  | ({ readonly kind: 'percent' } & Rectangle);

/** Pixels, or percent of the edges. */
export interface Rectangle extends PixelSize {
  readonly x: number;
  readonly y: number;
}

const malformed = requestProblem(
  'bad_region',
  'write the region as full, square, x,y,w,h or pct:x,y,w,h with plain numbers',
);

/** Takes a region as it stands in a request. */
export function parseRegion(text: string): Result<Region, RequestProblem> {
  if (text === 'full' || text === 'square') return ok({ kind: text });
  const percent = text.startsWith('pct:');
  const numbers = percent
    ? parseNumbers(text.slice('pct:'.length), 4, parseDecimal)
    : parseNumbers(text, 4, parseInteger);
  if (numbers === null) return malformed;
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  if (width === 0 || height === 0) return requestProblem('empty_region', 'ask for a region larger than zero');
  return ok({ kind: percent ? 'percent' : 'pixels', x, y, width, height });
}

/** From and to, cut off at the edge. */
function span(start: number, length: number, edge: number): { start: number; length: number } {
  return { start, length: Math.min(start + length, edge) - start };
}

/** Both ends are rounded, so that regions that touch in percent touch in pixels. */
function percentSpan(start: number, length: number, edge: number): { start: number; length: number } {
  const from = Math.round((start * edge) / 100);
  const to = Math.round(((start + length) * edge) / 100);
  return span(from, to - from, edge);
}

function centredSquare(image: PixelSize): Rectangle {
  const edge = Math.min(image.width, image.height);
  return {
    x: Math.floor((image.width - edge) / 2),
    y: Math.floor((image.height - edge) / 2),
    width: edge,
    height: edge,
  };
}

/** The pixels of `image` that a region names, at least one of them, never outside. */
export function resolveRegion(region: Region, image: PixelSize): Result<Rectangle, RequestProblem> {
  if (region.kind === 'full') return ok({ x: 0, y: 0, width: image.width, height: image.height });
  if (region.kind === 'square') return ok(centredSquare(image));
  const cut = region.kind === 'pixels' ? span : percentSpan;
  const across = cut(region.x, region.width, image.width);
  const down = cut(region.y, region.height, image.height);
  if (across.length < 1 || down.length < 1) {
    return requestProblem('region_outside', 'ask for a region that lies on the image');
  }
  return ok({ x: across.start, y: down.start, width: across.length, height: down.length });
}
