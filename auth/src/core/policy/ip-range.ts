import { type Result, err, ok } from '../result.js';
import { type IpAddress, parseAddress } from './ip-address.js';

/** A CIDR range. `bits` counts from the start of the four words, so an IPv4 `/28` has 124. */
export interface IpRange {
  readonly first: IpAddress;
  readonly bits: number;
}

/** Reads `192.0.2.16/28`, `2001:db8:5::/64` or one address. The bits behind the prefix must be zero. */
export function parseRange(text: string): Result<IpRange, string> {
  const match = /^([^/]*)(?:\/(0|[1-9][0-9]{0,2}))?$/.exec(text);
  const first = parseAddress(match?.[1] ?? '');
  if (match === null || first === null) return err('is not an IPv4 or IPv6 range');
  const written = text.includes('.') && !text.includes(':') ? 32 : 128;
  const length = match[2] === undefined ? written : Number(match[2]);
  if (length > written) return err(`has a prefix longer than ${written} bits`);
  const bits = length + 128 - written;
  // `::ffff:0:0/90` would mix IPv4 with IPv6.
  if (first.family === 4 && bits < 96) return err('mixes IPv4 and IPv6 addresses');
  for (const [index, word] of first.words.entries()) {
    if ((word & ~maskOf(bits, index)) !== 0) return err(`has bits set behind its prefix of ${length}`);
  }
  return ok({ first, bits });
}

/** Does the range hold the address? IPv6 ranges never hold IPv4 addresses, not even `::/0`. */
export function rangeContains(range: IpRange, address: IpAddress): boolean {
  return range.first.family === address.family && sharePrefix(range.first, address, range.bits);
}

/** Is any address in both? */
export function rangesOverlap(a: IpRange, b: IpRange): boolean {
  return a.first.family === b.first.family && sharePrefix(a.first, b.first, Math.min(a.bits, b.bits));
}

function sharePrefix(a: IpAddress, b: IpAddress, bits: number): boolean {
  for (let index = 0; index < 4; index++) {
    const difference = (a.words[index] ?? 0) ^ (b.words[index] ?? 0);
    if ((difference & maskOf(bits, index)) !== 0) return false;
  }
  return true;
}

/** The mask of one 32-bit word under a prefix of `bits`. */
function maskOf(bits: number, index: number): number {
  const inWord = Math.min(32, Math.max(0, bits - index * 32));
  return inWord === 0 ? 0 : -1 << (32 - inWord);
}
