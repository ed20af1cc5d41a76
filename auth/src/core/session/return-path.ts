import type { Brand } from '../brand.js';

/** A path on this very site where a person may be sent back to. The only door from client text to a redirect. */
export type ReturnPath = Brand<string, 'ReturnPath'>;

const allowed =
  /^\/(?:iiif\/|view\/|account\/)[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*(?:\?[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?$/;

/**
 * Takes a path such as `/iiif/images/a.jp2/full/max/0/default.jpg` as a way back.
 * Null for anything that is not plainly a path below `/iiif/`, `/view/` or `/account/` (or `/` itself) on this site:
 * other sites, `//host`, `/\host`, dot segments in any spelling, control characters, over 2,000 characters.
 */
export function parseReturnPath(text: string): ReturnPath | null {
  if (text === '/') return text as ReturnPath;
  if (text.length > 2_000 || !allowed.test(text)) return null;
  const path = text.split('?', 1)[0] ?? '';
  if (path.includes('//') || /%(?![0-9A-Fa-f]{2})|%(?:2[fF]|5[cC]|0|1|7[fF])/.test(path)) return null;
  if (path.split('/').some((segment) => /^(?:\.|%2[eE]){1,2}$/.test(segment))) return null;
  return text as ReturnPath;
}
