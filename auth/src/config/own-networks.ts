import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { addressBlock } from '../core/identity/address-block.js';
import { parseRange } from '../core/policy/ip-range.js';

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

/** The networks that the proxy is on, as it tells in the folder of facts; none where it tells nothing. */
export function readProxyNetworks(factsRoot: string): readonly string[] {
  try {
    const lines = readFileSync(join(factsRoot, 'networks'), 'utf8').split('\n');
    return lines.filter((line) => parseRange(line).ok);
  } catch {
    return [];
  }
}
