import { canonicalText } from '../core/canonical-text.js';
import type { Policy } from '../core/policy/model.js';

/** Everything in a policy that has a name, of each kind. */
export type PartKind = 'tiers' | 'places' | 'agreements' | 'folders';

/** One thing of a policy: a tier, place, agreement or rule. `text` is the same for the same content, however it is stored. */
export interface PolicyPart {
  readonly kind: PartKind;
  /** The pattern, of a rule. */
  readonly name: string;
  readonly text: string;
}

export const partKinds: readonly PartKind[] = ['tiers', 'places', 'agreements', 'folders'];

/** Name and text of one entry of a kind. */
export function partOf(kind: PartKind, entry: Policy[PartKind][number]): PolicyPart {
  return { kind, name: 'pattern' in entry ? entry.pattern : entry.name, text: canonicalText(entry) };
}
