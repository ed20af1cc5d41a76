import type { Rectangle } from '../../../auth/src/core/image/region.js';
import { err, ok, type Result } from '../../../auth/src/core/result.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';

/** Another IIIF image server, and how it wants a path below the image folder to be spelled. */
export interface RemoteServer {
  /** Where its images' base URIs begin, without a slash at the end, as `http://cantaloupe:8182/iiif/2`. */
  readonly url: string;
  /** What stands for `/` in its identifiers: `%2F` by the specification; digilib wants `!`. */
  readonly slash: string;
}

/**
 * Reads `IMAGE_SERVER_URL` and `IMAGE_SERVER_SLASH`, or lists what is wrong with them.
 * @returns null where no other server is wanted
 */
export function parseRemoteServer(
  url: string,
  slash: string,
): Result<RemoteServer | null, readonly string[]> {
  const problems: string[] = [];
  const trimmed = url.replace(/\/+$/, '');
  if (
    trimmed !== '' &&
    !/^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:\/[\w.~%-]+)*$/i.test(trimmed)
  )
    problems.push(
      'IMAGE_SERVER_URL must be where the image server’s base URIs begin, as http://cantaloupe:8182/iiif/2, without name, password or query',
    );
  if (!['', '%2F', '%2f', '!'].includes(slash))
    problems.push('IMAGE_SERVER_SLASH must be what stands for / in its identifiers: %2F or !');
  if (problems.length > 0) return err(problems);
  return ok(trimmed === '' ? null : { url: trimmed, slash: slash === '!' ? '!' : '%2F' });
}

function encodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/[!'()*]/g, encodeCharacter);
}

/**
 * The whole path in the spelling that every Image API server must understand (Image API 2.1 §9): nothing of it is raw
 * but what RFC 3986 leaves unreserved.
 */
function formatIdentifier(path: string, slash: string): string {
  return path.split('/').map(encodeName).join(slash);
}

/**
 * The address of a part of an image in an exact size. It is made of the index' path and of numbers, so nothing of a
 * client's request is in it.
 */
export function formatRemoteAddress(
  { url, slash }: RemoteServer,
  path: string,
  { x, y, width, height }: Rectangle,
  size: PixelSize,
): string {
  return `${url}/${formatIdentifier(path, slash)}/${x},${y},${width},${height}/${size.width},${size.height}/0/default.jpg`;
}
