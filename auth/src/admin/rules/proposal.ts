import type { Policy } from '../../core/policy/model.js';
import type { Html } from '../../http/html.js';
import type { RunningRules } from '../folders/rules-of.js';
import type { Section } from '../pages/admin-layout.js';

/** Rules that somebody wants to publish. */
export interface Proposal {
  /** As read at the beginning of this request. */
  readonly rules: RunningRules;
  readonly after: Policy;
  /** Where the form goes that confirms it: the same as this one. */
  readonly action: string;
  readonly back: `/auth/admin/${string}`;
  /** True for a whole document: it does not hold what others changed meanwhile. */
  readonly isWhole: boolean;
  /** For the history, unless the administrator writes another. */
  readonly note: string;
  readonly title: string;
  /** Where the navigation stands; the folders unless told. */
  readonly section?: Section;
  /** What the change looks like to visitors, told before what it opens and closes; not where the plan takes long. */
  readonly preview?: Html;
  /** The folder that a manager changes, who can give no more than they have; left out for administrators. */
  readonly managed?: string;
}
