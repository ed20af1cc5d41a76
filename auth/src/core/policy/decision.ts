import type { EpochSeconds } from '../time.js';
import type { ManifestMode, SignInTexts, Texts, TierLimits } from './model.js';

/** What would help: the visitor, or the best-placed person, to a better tier. */
export type Step =
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'other-account' }
  | { readonly kind: 'agree'; readonly agreement: string; readonly version: number }
  | { readonly kind: 'place'; readonly place: string }
  | { readonly kind: 'wait'; readonly until: EpochSeconds };

/** Why the tier is what it is, strongest first. */
export type Reason =
  | { readonly kind: 'granted'; readonly folder: string; readonly who: string }
  | { readonly kind: 'no-rule' }
  | { readonly kind: 'not-granted'; readonly folder: string }
  | {
      readonly kind: 'ceiling';
      readonly folder: string;
      readonly until: EpochSeconds | null;
      readonly text: Texts | null;
    };

/** The one answer to "may they?". */
export interface Decision {
  /** `closed`, `full`, or a tier's name: the best the visitor may fetch. */
  readonly tier: string;
  /** The tier's limits; null when closed. */
  readonly limits: TierLimits | null;
  /** Every tier the visitor may fetch by name (the decided one and what it covers), best first; empty when closed. */
  readonly mayFetch: readonly string[];
  readonly reason: readonly Reason[];
  /** What would help; with only a `wait`, nothing could help now; empty: nothing could, not even waiting. */
  readonly steps: readonly Step[];
  /** True when somebody (any account, agreement, place) would get a better tier now: contract 5, "could help". */
  readonly couldHelp: boolean;
  /** True when anyone at all, with nothing, gets this tier and no ceiling lies on it: publicly cacheable. */
  readonly open: boolean;
  /** When the answer may change by the passing of time; null: never. Nothing is cached past it. */
  readonly nextChange: EpochSeconds | null;
  readonly manifest: ManifestMode;
  readonly hidden: boolean;
  readonly signIn: SignInTexts | null;
  readonly contact: string | null;
}
