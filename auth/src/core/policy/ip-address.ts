/** An address as four 32-bit words, most significant first; IPv4 (also IPv4-mapped IPv6) is `::ffff:a.b.c.d`. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly words: readonly [number, number, number, number];
}

/** Reads one IPv4 or IPv6 address; null for anything else, also for leading zeros and zone ids. */
export function parseAddress(text: string): IpAddress | null {
  if (text.length > 45) return null;
  if (!text.includes(':')) {
    const word = parseIpv4(text);
    return word === null ? null : { family: 4, words: [0, 0, 0xffff, word] };
  }
  const groups = parseIpv6(text);
  if (groups === null) return null;
  const at = (index: number): number => (((groups[index] ?? 0) << 16) | (groups[index + 1] ?? 0)) >>> 0;
  const words = [at(0), at(2), at(4), at(6)] as const;
  const mapped = words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
  return { family: mapped ? 4 : 6, words };
}

function parseIpv4(text: string): number | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let word = 0;
  for (const part of parts) {
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return null;
    word = word * 256 + Number(part);
  }
  return word;
}

/** Eight 16-bit groups. */
function parseIpv6(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves[1] === undefined ? [] : parseGroups(halves[1], true);
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  return [...head, ...Array<number>(missing).fill(0), ...tail];
}

function parseGroups(text: string, mayEndInIpv4: boolean): readonly number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9A-Fa-f]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const word = mayEndInIpv4 && index === parts.length - 1 ? parseIpv4(part) : null;
    if (word === null) return null;
    groups.push(Math.floor(word / 0x10000), word % 0x10000);
  }
  return groups;
}
