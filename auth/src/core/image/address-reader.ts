import { err, ok, type Result } from '../result.js';
import { type Address, type AddressProblem, imageFile, parseAddress } from './address.js';
import { parseImageTail } from './image-request.js';

type ImageAddress = Extract<Address, { kind: 'image' }>;
type Service = Omit<ImageAddress, 'kind' | 'request' | 'tail'>;

/** Longer ones are read anew each time, so that what is remembered has a bound in bytes. */
const longestRemembered = 512;

/** Where the fourth slash from the end is; -1 if there are fewer. */
function startOfTail(target: string): number {
  let at = target.length;
  for (let slashes = 0; slashes < 4; slashes += 1) {
    at = target.lastIndexOf('/', at - 1);
    if (at <= 0) return -1;
  }
  return at;
}

/**
 * `parseAddress`, with what stands before region, size, rotation and file remembered: a viewer asks for many tiles of
 * one image. Nothing but text is remembered, and text always reads the same, so nothing has to be forgotten in time.
 * @param most so many of them, then all are forgotten and it begins anew
 */
export function createAddressReader(most = 2_000): (requestUri: string) => Result<Address, AddressProblem> {
  const services = new Map<string, Service>();
  return (requestUri) => {
    const cut = requestUri.length > longestRemembered ? -1 : startOfTail(requestUri);
    const known = cut === -1 ? undefined : services.get(requestUri.slice(0, cut));
    if (known !== undefined && !requestUri.includes('?')) {
      const tail = requestUri.slice(cut + 1);
      // Only what is an image request by its last part; all else means another image or another thing.
      if (imageFile.test(tail.slice(tail.lastIndexOf('/') + 1))) {
        const request = parseImageTail(tail, known.api);
        return request.ok
          ? ok({ kind: 'image', ...known, request: request.value, tail })
          : err({ status: 400, code: request.error.code, message: request.error.message });
      }
    }
    const address = parseAddress(requestUri);
    if (address.ok && address.value.kind === 'image' && cut !== -1) {
      const { api, tier, path, identifier, base, query } = address.value;
      if (query === null) {
        if (services.size >= most) services.clear();
        services.set(base, { api, tier, path, identifier, base, query });
      }
    }
    return address;
  };
}
