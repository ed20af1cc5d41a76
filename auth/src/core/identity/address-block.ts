/**
 * The part of an address that one household or one machine can't change at will: an IPv4 address itself, of an IPv6
 * address the first 64 bits. Text that is no address stays as it is.
 */
export function addressBlock(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [front = '', back] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const groups = front.split(':').filter((group) => group !== '');
  if (back !== undefined) {
    const tail = back.split(':').filter((group) => group !== '');
    // A dotted end stands for two groups.
    const tailLength = tail.length + (back.includes('.') ? 1 : 0);
    while (groups.length + tailLength < 8) groups.push('0');
    groups.push(...tail);
  }
  const network = groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}
