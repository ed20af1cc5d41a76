import type { CompiledPolicy } from './compile.js';
import { type IpAddress, parseAddress } from './ip-address.js';
import { rangeContains } from './ip-range.js';
import type { Audience } from './model.js';
import type { Visitor } from './visitor.js';

/** Whoever a rule is tried on: a visitor, or somebody thought up who is in every group and agreed to everything. */
export interface Person {
  readonly signedIn: boolean;
  /** Null: nobody, or an account that no rule names. */
  readonly userName: string | null;
  readonly groups: readonly string[] | 'all';
  readonly agreements: Visitor['agreements'] | 'all';
  isAt(place: string): boolean;
}

/** The visitor as rules see them. The address is read only when a rule asks for a place. */
export function personOf(policy: CompiledPolicy, visitor: Visitor): Person {
  let address: IpAddress | null | undefined;
  return {
    signedIn: visitor.user !== null,
    userName: visitor.user?.name ?? null,
    groups: visitor.user?.groups ?? [],
    agreements: visitor.agreements,
    isAt(place) {
      address ??= visitor.address === null ? null : parseAddress(visitor.address);
      if (address === null) return false;
      for (const range of policy.places.get(place) ?? []) if (rangeContains(range, address)) return true;
      return false;
    },
  };
}

/** Is this person one of the audience, at this moment and from where they are? */
export function isAmong(audience: Audience, person: Person): boolean {
  if (audience.kind === 'anyone') return true;
  if (audience.kind === 'place') return person.isAt(audience.name);
  if (!person.signedIn) return false;
  if (audience.kind === 'signed-in') return true;
  if (audience.kind === 'user') return person.userName === audience.name;
  return person.groups === 'all' || person.groups.includes(audience.name);
}
