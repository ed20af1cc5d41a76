import { ok, type Result } from '../result.js';
import { parseDecimal } from './number-grammar.js';
import { parseRegion, type Region } from './region.js';
import { type RequestProblem, requestProblem } from './request-problem.js';
import { parseSize, type Size } from './size.js';

export type Quality = 'default' | 'color' | 'gray' | 'bitonal';

/** An image request as it was written: correct by its grammar, not yet held against an image. */
export interface ImageRequest {
  readonly region: Region;
  readonly size: Size;
  readonly mirror: boolean;
  /** Degrees clockwise, 0 to 360. */
  readonly rotation: number;
  readonly quality: Quality;
  /** Lower-case letters and digits; which of them can be made is for `resolveImageRequest` to say. */
  readonly format: string;
}

const escapes = new Map([
  ['%2c', ','],
  ['%3a', ':'],
  ['%21', '!'],
  ['%5e', '^'],
]);
const escape = /%(?:2c|3a|21|5e)/gi;
const formats = /^[a-z0-9]{1,8}$/;
const qualities: readonly Quality[] = ['default', 'color', 'gray', 'bitonal'];

function parseRotation(text: string): Result<{ mirror: boolean; rotation: number }, RequestProblem> {
  const mirror = text.startsWith('!');
  const rotation = parseDecimal(mirror ? text.slice(1) : text);
  return rotation === null || rotation > 360
    ? requestProblem('bad_rotation', 'write the rotation as n or !n, from 0 to 360 degrees')
    : ok({ mirror, rotation });
}

function parseFile(text: string): Result<{ quality: Quality; format: string }, RequestProblem> {
  const dot = text.indexOf('.');
  const quality = qualities.find((name) => name === text.slice(0, Math.max(dot, 0)));
  if (quality === undefined) {
    return requestProblem('bad_quality', 'ask for the quality default, color, gray or bitonal');
  }
  const format = text.slice(dot + 1);
  return formats.test(format)
    ? ok({ quality, format })
    : requestProblem('bad_format', 'end the address with a format: jpg, png or webp');
}

/**
 * Takes `region/size/rotation/quality.format` as it stands in the address (Image API 2.1 or 3.0 §4). The characters
 * `, : ! ^` may be percent-encoded, nothing else may.
 */
export function parseImageTail(tail: string, api: 2 | 3): Result<ImageRequest, RequestProblem> {
  const parts = tail.replace(escape, (found) => escapes.get(found.toLowerCase()) ?? found).split('/', 5);
  const [regionText, sizeText, rotationText, fileText] = parts;
  if (parts.length !== 4 || fileText === undefined) {
    return requestProblem('bad_request', 'write region/size/rotation/quality.format');
  }
  const region = parseRegion(regionText ?? '');
  if (!region.ok) return region;
  const size = parseSize(sizeText ?? '', api);
  if (!size.ok) return size;
  const turn = parseRotation(rotationText ?? '');
  if (!turn.ok) return turn;
  const file = parseFile(fileText);
  if (!file.ok) return file;
  return ok({ region: region.value, size: size.value, ...turn.value, ...file.value });
}
