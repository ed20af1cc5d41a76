import { networkInterfaces } from 'node:os';
import { addressBlock } from '../core/identity/address-block.js';

function ipv4Network(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  const base = address.split('.').map((part, index) => Number(part) & (mask[index] ?? 0));
  const bits = mask.reduce((sum, part) => sum + (part >>> 0).toString(2).replaceAll('0', '').length, 0);
  return `${base.join('.')}/${bits}`;
}

/** The container networks this process is on, as CIDR ranges: they are never a place (contract 4). */
export function listOwnNetworks(): readonly string[] {
  const networks = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .map(({ address, netmask, family }) =>
      family === 'IPv4' ? ipv4Network(address, netmask) : addressBlock(address),
    );
  return [...new Set(networks)];
}
