import type { EpochSeconds } from '../time.js';

/** A text per language tag, e.g. `{ en: "Terms of use" }`. */
export type Texts = Readonly<Record<string, string>>;

/** Who a grant speaks of. */
export type Audience =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'user'; readonly name: string }
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'place'; readonly name: string };

/** What of an image a tier shows: `maxEdge` null is every pixel. `closed` is no limits but the absence of any tier. */
export interface TierLimits {
  /** Long edge in pixels of the whole image as this tier shows it; null: as it is. */
  readonly maxEdge: number | null;
  readonly quality: 'color' | 'gray';
}

/** Tier names in the order of the document; `closed` and `full` always exist and are not listed. Later is better, but never better than a tier that covers it. */
export interface Tier extends TierLimits {
  readonly name: string;
}

export interface Place {
  readonly name: string;
  /** CIDR ranges, IPv4 and IPv6, as written. */
  readonly ranges: readonly string[];
}

export interface Agreement {
  readonly name: string;
  readonly version: number;
  /** Seconds an acceptance counts; null: until there is a new version. */
  readonly validSeconds: number | null;
  readonly title: Texts;
  readonly text: Texts;
}

/** Gives an audience a tier for a time. */
export interface Grant {
  readonly who: Audience;
  readonly and: Audience | null;
  readonly tier: string;
  readonly from: EpochSeconds | null;
  readonly until: EpochSeconds | null;
  readonly agree: string | null;
}

/** Cuts every grant below it down to `max`, except for an audience. */
export interface Ceiling {
  readonly max: string;
  readonly from: EpochSeconds | null;
  readonly until: EpochSeconds | null;
  readonly except: Audience | null;
  readonly reason: Texts | null;
}

export type SignInPattern = 'login' | 'clickthrough' | 'kiosk' | 'external';

export interface SignInTexts {
  readonly patterns: readonly SignInPattern[] | null;
  readonly label: Texts | null;
  readonly header: Texts | null;
  readonly description: Texts | null;
  readonly confirm: Texts | null;
  readonly failureHeader: Texts | null;
  readonly failureDescription: Texts | null;
}

export type ManifestMode = 'open' | 'skeleton' | 'closed';

/** The rules of one folder, file or glob. A missing part (null) is inherited. */
export interface FolderRule {
  /** As written: `/`, `/estates/miller`, `/a/b.jp2`, `**` globs. */
  readonly pattern: string;
  readonly grants: readonly Grant[] | null;
  readonly ceilings: readonly Ceiling[];
  readonly manifest: ManifestMode | null;
  readonly hidden: boolean | null;
  readonly contact: string | null;
  readonly managed: 'text' | null;
  readonly signIn: SignInTexts | null;
}

/** Everything an administrator said. Times in it are absolute already; `timezone` says how they were meant. */
export interface Policy {
  readonly version: 1;
  readonly timezone: string;
  readonly tiers: readonly Tier[];
  readonly places: readonly Place[];
  readonly agreements: readonly Agreement[];
  readonly folders: readonly FolderRule[];
}
