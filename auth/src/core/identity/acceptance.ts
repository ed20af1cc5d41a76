import type { EpochSeconds } from '../time.js';

/** Which version of an agreement was accepted, and when. */
export interface Acceptance {
  readonly version: number;
  readonly at: EpochSeconds;
}

/** By the agreement's name. */
export type Acceptances = Readonly<Record<string, Acceptance>>;

/** What an account last said to an agreement: yes, or no more since `at`. */
export interface KeptAcceptance extends Acceptance {
  readonly withdrawn: boolean;
}

/** By the agreement's name. */
export type KeptAcceptances = Readonly<Record<string, KeptAcceptance>>;

/**
 * What counts for somebody signed in: what the account holds, and what was accepted in this session before signing in,
 * unless the account said something since then.
 */
export function joinAcceptances(kept: KeptAcceptances, inSession: Acceptances): Acceptances {
  const accountsLast = (name: string): KeptAcceptance | undefined =>
    Object.hasOwn(kept, name) ? kept[name] : undefined;
  return Object.fromEntries([
    ...Object.entries(kept)
      .filter(([, { withdrawn }]) => !withdrawn)
      .map(([name, { version, at }]) => [name, { version, at }] as const),
    ...Object.entries(inSession).filter(([name, { at }]) => (accountsLast(name)?.at ?? -Infinity) < at),
  ]);
}
