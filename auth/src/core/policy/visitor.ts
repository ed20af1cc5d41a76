import type { Acceptances } from '../identity/acceptance.js';

/** Whoever is asking, signed in or not, real or hypothetical. Nothing here is a memory of an address: `address` is this request's. */
export interface Visitor {
  /** Null: nobody signed in. */
  readonly user: { readonly name: string; readonly groups: readonly string[] } | null;
  /** The trusted client address of this request (IPv4 or IPv6 text), or null where there is none. */
  readonly address: string | null;
  /** Agreement name → version accepted and when. */
  readonly agreements: Acceptances;
}

/** Someone without account, place or agreement. */
export const anonymous: Visitor = { user: null, address: null, agreements: {} };
