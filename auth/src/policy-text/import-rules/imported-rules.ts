import { patternOf } from '../../core/policy/edit-folder.js';
import type { Audience, FolderRule, Grant, Place, Tier } from '../../core/policy/model.js';

/** What another system's rules become here. */
export interface ImportedRules {
  readonly places: readonly Place[];
  readonly tiers?: readonly Tier[];
  readonly rules: readonly FolderRule[];
  /** Sentences for the person who imports. */
  readonly notes: readonly string[];
}

export function grantTo(who: Audience, tier: string): Grant {
  return { who, and: null, tier, from: null, until: null, agree: null };
}

export function fullFor(who: Audience): Grant {
  return grantTo(who, 'full');
}

/** A rule for a path below the image folder ('' is the root). */
export function ruleFor(path: string, grants: readonly Grant[]): FolderRule {
  return {
    pattern: patternOf(path),
    grants,
    ceilings: [],
    manifest: null,
    hidden: null,
    contact: null,
    managed: null,
    signIn: null,
  };
}
