import type { CompiledPolicy } from './compile.js';
import { personOf } from './person.js';

/** Names of the places that an address is in, in the policy's order. Null or unreadable: in none. */
export function listPlacesAt(policy: CompiledPolicy, address: string | null): readonly string[] {
  const person = personOf(policy, { user: null, address, agreements: {} });
  return [...policy.places.keys()].filter((place) => person.isAt(place));
}
