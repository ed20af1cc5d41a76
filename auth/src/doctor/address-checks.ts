import { parseAddress } from '../core/policy/ip-address.js';
import { parseRange, rangeContains } from '../core/policy/ip-range.js';
import type { Check } from './check.js';
import type { Verdict } from './finding.js';
import type { SeenAddresses } from './scene.js';

function judge({ addresses, ownNetworks }: SeenAddresses): Verdict {
  const ranges = ownNetworks.map(parseRange).flatMap((range) => (range.ok ? [range.value] : []));
  const own = addresses.filter((text) => {
    const address = parseAddress(text);
    return address !== null && ranges.some((range) => rangeContains(range, address));
  });
  if (addresses.length === 0) return ['skip', 'nobody signed in lately, so no address was seen'];
  if (own.length === 0) return ['ok', `${addresses.length} people who signed in came from outside addresses`];
  const seen = `${own.length} of ${addresses.length} people who signed in came from ${own[0]}, an address of the stack's own networks`;
  // No failure: whoever sits at the server itself comes in by the gateway, and rightly so.
  return ['warn', seen];
}

/** A trap of container networks: visitors who all seem to be the engine's gateway. */
export const addressChecks: readonly Check[] = [
  {
    id: 'addresses',
    title: 'Visitors are seen with their own addresses',
    meaning:
      'Places can not tell people apart, and limits on tries hit everybody at once. Such addresses are never a place.',
    remedy:
      'The engine hides where people come from: switch off its userland proxy, give the network IPv6 (EDGE_SUBNET6), or name the proxy in front in TRUSTED_PROXIES. See docs/operations.md.',
    try: async ({ seen }) => (seen === undefined ? null : judge(seen)),
  },
];
