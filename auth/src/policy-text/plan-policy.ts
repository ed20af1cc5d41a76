import type { ImageIndex } from '../core/image/image-index.js';
import { compilePolicy } from '../core/policy/compile.js';
import { comparePolicies, diffPolicies, type PolicyDiff } from '../core/policy/diff.js';
import type { Policy } from '../core/policy/model.js';
import type { EpochSeconds } from '../core/time.js';
import { findDelta, type PolicyDelta } from '../core/policy/policy-delta.js';
import { atOnce } from '../core/stepwise.js';
import { listRuleProbes } from '../core/policy/rule-probes.js';

/** What publishing a policy would change. */
export interface Plan {
  /** For the images that there are. */
  readonly images: PolicyDiff;
  /** For images that could be put where rules speak of: catches rules of folders that hold none yet. */
  readonly places: PolicyDiff;
  readonly same: boolean;
  /** Patterns of new rules under which no image of the index comes: nothing is there yet, or the name is mistyped. */
  readonly unmatched: readonly string[];
}

const pageSize = 1000;

/**
 * Compares two policies on every image of the index. `before` null: nothing is published, everything is closed.
 * `mostSamples` images of each kind are named, 20 if left out.
 */
export async function comparePlans(
  index: ImageIndex,
  before: Policy | null,
  after: Policy,
  now: EpochSeconds,
  mostSamples?: number,
): Promise<Plan> {
  const closed: Policy = { ...after, tiers: [], places: [], agreements: [], folders: [] };
  const old = compilePolicy(before ?? closed);
  const fresh = compilePolicy(after);
  const comparison = comparePolicies(old, fresh, now, mostSamples);
  for (let page = await index.listAll(null, pageSize); page.length > 0;) {
    for (const image of page) comparison.add(image.path);
    page = await index.listAll(page.at(-1)?.path ?? null, pageSize);
  }
  const probes = listRuleProbes([before ?? closed, after]);
  return {
    images: comparison.result(),
    places: diffPolicies(old, fresh, probes, now),
    same: before !== null && isEmpty(atOnce(findDelta(before, after))),
    unmatched: after.folders.filter((rule) => !comparison.wasMet(rule)).map(({ pattern }) => pattern),
  };
}

function isEmpty(delta: PolicyDelta | null): boolean {
  return delta !== null && delta.removed.length + delta.changed.length + delta.added.length === 0;
}

/** True when somebody would see more than before, now or later, in images or names. */
export function opensAnything({ images, places }: Plan): boolean {
  return [images, places].some(
    ({ opens, opensLater, reveals }) => opens.count + opensLater.count + reveals.count > 0,
  );
}
