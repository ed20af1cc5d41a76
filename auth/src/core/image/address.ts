import { err, ok, type Result } from '../result.js';
import { type ImagePath, parseIdentifier } from './image-path.js';
import { type ImageRequest, parseImageTail } from './image-request.js';

/** Where an image service lies. All texts are raw, as they were asked for. */
interface ServiceAddress {
  readonly api: 2 | 3;
  /** Null: the image itself. The name is well formed, not necessarily known. */
  readonly tier: string | null;
  readonly path: ImagePath;
  readonly identifier: string;
  /** Path of the base URI: info.json names it as its `id`. */
  readonly base: string;
  /** What stood after `?`; never used to decide. Null: there was none. */
  readonly query: string | null;
}

interface DocumentAddress {
  readonly path: ImagePath;
  readonly identifier: string;
  readonly query: string | null;
}

/** A IIIF address of contract section 3. */
export type Address =
  | ({ readonly kind: 'image-base' } & ServiceAddress)
  | ({ readonly kind: 'image-info' } & ServiceAddress)
  | ({ readonly kind: 'image'; readonly request: ImageRequest; readonly tail: string } & ServiceAddress)
  | ({ readonly kind: 'manifest'; readonly presentation: '2' | '3' | '3-image3' } & DocumentAddress)
  | ({ readonly kind: 'file' } & DocumentAddress)
  | ({ readonly kind: 'collection'; readonly presentation: '2' | '3' } & DocumentAddress)
  | { readonly kind: 'root-collection'; readonly presentation: '2' | '3'; readonly query: string | null };

/** Why a request target is no IIIF address. The message says what to do and never repeats the target. */
export interface AddressProblem {
  readonly status: 400 | 404;
  readonly code: string;
  readonly message: string;
}

/** Longest path: an identifier of 1024 bytes, every one escaped, and room for the rest. */
const longestPath = 4096;

const images = /^\/iiif\/(3\/)?(?:tiers\/([a-z0-9][a-z0-9-]{0,31})\/)?images\/(.*)$/s;
const manifests = /^\/iiif\/(?:([23])\/)?manifests\/(.*)$/s;
const collections = /^\/iiif\/(?:(2)\/)?collections(?:\/(.*))?$/s;
const files = /^\/iiif\/files\/(.*)$/s;

/** Last segment of an image request. Wider than what is accepted: a slip in it is a bad request, not another image. */
export const imageFile = /^(?:default|color|gray|bitonal|native)\.[^.]*$/i;

function problem(
  status: 400 | 404,
  code: string,
  message: string,
): { readonly ok: false; readonly error: AddressProblem } {
  return err({ status, code, message });
}

/** Splits what follows `images/` into the identifier and what is asked of it. */
function splitService(rest: string): { identifier: string; part: 'base' | 'info' | 'image' } {
  const segments = rest.split('/');
  const last = segments.at(-1) ?? '';
  if (last === 'info.json' && segments.length >= 2) {
    return { identifier: segments.slice(0, -1).join('/'), part: 'info' };
  }
  if (segments.length >= 5 && imageFile.test(last)) {
    return { identifier: segments.slice(0, -4).join('/'), part: 'image' };
  }
  return { identifier: rest, part: 'base' };
}

function parseService(
  target: string,
  rest: string,
  api: 2 | 3,
  tier: string | null,
  query: string | null,
): Result<Address, AddressProblem> {
  const { identifier, part } = splitService(rest);
  const path = parseIdentifier(identifier);
  if (!path.ok) return problem(400, path.error.code, path.error.message);
  const base = target.slice(0, target.length - rest.length + identifier.length);
  const service = { api, tier, path: path.value, identifier, base, query };
  if (part === 'base') return ok({ kind: 'image-base', ...service });
  if (part === 'info') return ok({ kind: 'image-info', ...service });
  const tail = rest.slice(identifier.length + 1);
  const request = parseImageTail(tail, api);
  if (!request.ok) return problem(400, request.error.code, request.error.message);
  return ok({ kind: 'image', ...service, request: request.value, tail });
}

function parseDocument(
  identifier: string,
  query: string | null,
  build: (document: DocumentAddress) => Address,
): Result<Address, AddressProblem> {
  const path = parseIdentifier(identifier);
  if (!path.ok) return problem(400, path.error.code, path.error.message);
  return ok(build({ path: path.value, identifier, query }));
}

/**
 * Takes the raw target of a request, as the client sent it. The fixed part must match byte for byte: no other
 * spelling, no folding, no normalisation. Client text is read here and nowhere else.
 */
export function parseAddress(requestUri: string): Result<Address, AddressProblem> {
  const mark = requestUri.indexOf('?');
  const target = mark === -1 ? requestUri : requestUri.slice(0, mark);
  const query = mark === -1 ? null : requestUri.slice(mark + 1);
  if (!target.startsWith('/')) return problem(400, 'bad_target', 'ask for a path that begins with /');
  if (target.length > longestPath) return problem(400, 'address_too_long', 'use a shorter address');

  const image = images.exec(target);
  if (image !== null) {
    return parseService(target, image[3] ?? '', image[1] === undefined ? 2 : 3, image[2] ?? null, query);
  }
  const manifest = manifests.exec(target);
  if (manifest !== null) {
    const presentation = manifest[1] === '2' ? '2' : manifest[1] === '3' ? '3-image3' : '3';
    if (manifest[2] === '')
      return problem(404, 'nothing_named', 'name a folder or an image behind the last slash');
    return parseDocument(manifest[2] ?? '', query, (parts) => ({ kind: 'manifest', presentation, ...parts }));
  }
  const collection = collections.exec(target);
  if (collection !== null) {
    const presentation = collection[1] === '2' ? '2' : '3';
    const identifier = collection[2];
    if (identifier === undefined) return ok({ kind: 'root-collection', presentation, query });
    if (identifier === '')
      return problem(404, 'nothing_named', 'ask without the last slash, or name a folder behind it');
    return parseDocument(identifier, query, (parts) => ({ kind: 'collection', presentation, ...parts }));
  }
  const file = files.exec(target);
  if (file?.[1] === '') return problem(404, 'nothing_named', 'name a file behind the last slash');
  if (file !== null) return parseDocument(file[1] ?? '', query, (parts) => ({ kind: 'file', ...parts }));
  return problem(404, 'unknown_address', 'use an address that a manifest or info.json names');
}
