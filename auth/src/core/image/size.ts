import { ok, type Result } from '../result.js';
import { parseDecimal, parseInteger, parseNumbers } from './number-grammar.js';
import { type RequestProblem, requestProblem } from './request-problem.js';

/** How large the region is to be, as it was written (Image API §4.2). */
export type Size =
  /** 2.1 only: not scaled, whatever the limits. */
  | { readonly kind: 'full'; readonly upscale: false }
  | { readonly kind: 'max'; readonly upscale: boolean }
  | { readonly kind: 'width'; readonly width: number; readonly upscale: boolean }
  | { readonly kind: 'height'; readonly height: number; readonly upscale: boolean }
  | { readonly kind: 'percent'; readonly percent: number; readonly upscale: boolean }
  | { readonly kind: 'exact'; readonly width: number; readonly height: number; readonly upscale: boolean }
  | { readonly kind: 'confined'; readonly width: number; readonly height: number; readonly upscale: boolean };

const malformed2 = requestProblem(
  'bad_size',
  'write the size as full, max, w, or ,h or pct:n or w,h or !w,h with plain numbers',
);
const malformed3 = requestProblem(
  'bad_size',
  'write the size as max, w, or ,h or pct:n or w,h or !w,h with plain numbers',
);

function readSize(text: string, upscale: boolean): Size | null {
  if (text === 'max') return { kind: 'max', upscale };
  if (text.startsWith('pct:')) {
    const percent = parseDecimal(text.slice('pct:'.length));
    return percent === null ? null : { kind: 'percent', percent, upscale };
  }
  if (text.startsWith('!')) return readPair('confined', text.slice(1), upscale);
  if (text.endsWith(',')) {
    const width = parseInteger(text.slice(0, -1));
    return width === null ? null : { kind: 'width', width, upscale };
  }
  if (text.startsWith(',')) {
    const height = parseInteger(text.slice(1));
    return height === null ? null : { kind: 'height', height, upscale };
  }
  return readPair('exact', text, upscale);
}

function readPair(kind: 'confined' | 'exact', text: string, upscale: boolean): Size | null {
  const numbers = parseNumbers(text, 2, parseInteger);
  if (numbers === null) return null;
  const [width = 0, height = 0] = numbers;
  return { kind, width, height, upscale };
}

function isZero(size: Size): boolean {
  return (
    ('width' in size && size.width === 0) ||
    ('height' in size && size.height === 0) ||
    ('percent' in size && size.percent === 0)
  );
}

/** Takes a size as it stands in a request: `full` is 2.1 only, `^` is 3.0 only. */
export function parseSize(text: string, api: 2 | 3): Result<Size, RequestProblem> {
  if (text === 'full' && api === 2) return ok({ kind: 'full', upscale: false });
  if (text === 'full') return requestProblem('bad_size', 'ask for max: Image API 3.0 has no size full');
  const upscale = api === 3 && text.startsWith('^');
  const size = readSize(upscale ? text.slice(1) : text, upscale);
  if (size === null) return api === 2 ? malformed2 : malformed3;
  return isZero(size) ? requestProblem('empty_size', 'ask for a size larger than zero') : ok(size);
}
