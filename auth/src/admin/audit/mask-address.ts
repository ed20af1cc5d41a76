/** An address with its last part hidden: enough to tell places apart, not people. */
export function maskAddress(address: string | null): string {
  if (address === null) return '–';
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address)?.[1];
  if (v4 !== undefined) return `${v4}.x`;
  if (!address.includes(':')) return '–';
  return `${address.split(':').slice(0, 3).join(':')}:…`;
}
