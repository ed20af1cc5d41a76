import type { ImageIndex } from '../core/image/image-index.js';
import type { ImagePath } from '../core/image/image-path.js';
import { compilePolicy } from '../core/policy/compile.js';
import {
  comparePolicies,
  diffPolicies,
  type PolicyComparison,
  type PolicyDiff,
} from '../core/policy/diff.js';
import type { Policy } from '../core/policy/model.js';
import type { EpochSeconds } from '../core/time.js';
import { findDelta, type PolicyDelta } from '../core/policy/policy-delta.js';
import { atOnce } from '../core/stepwise.js';
import { listRegions } from '../core/policy/regions.js';
import { parsePattern } from '../core/policy/rule-pattern.js';
import { listRevivedAgreements } from '../core/policy/revived-agreements.js';
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
  /** Agreements whose lapsed acceptances would count again. */
  readonly revived: readonly string[];
}

const pageSize = 1000;

/** More rules than this are not worth asking the store about one by one. */
const mostAsked = 2000;

/** With more of them than this, or more images under globs, somebody would have to wait. */
const mostQuick = 200;
const mostImages = 5000;

export interface PlanOptions {
  /** Images of each kind that are named; 20 if left out. */
  readonly mostSamples?: number | undefined;
  /** Told now and then, where every image is looked at, how many were. */
  readonly onImages?: (done: number) => Promise<void>;
}

/** Whether comparing two policies is done at once, without looking at very many images or rules. */
export async function isQuickToPlan(
  index: Pick<ImageIndex, 'count'>,
  before: Policy | null,
  after: Policy,
): Promise<boolean> {
  const regions = listRegions(before === null ? [after] : [before, after]);
  if (regions !== null && regions.length <= mostQuick) return true;
  return (
    after.folders.length + (before?.folders.length ?? 0) <= mostQuick &&
    (await index.count(mostImages + 1)) <= mostImages
  );
}

/**
 * Where nothing but exact rules speak, asks the store for numbers only.
 * @returns patterns of rules under which no image comes; null where it can't be done so, and nothing was counted
 */
async function compareRegions(
  index: ImageIndex,
  comparison: PolicyComparison,
  policies: readonly [Policy, Policy],
  samples: number,
): Promise<readonly string[] | null> {
  const regions = listRegions(policies);
  if (regions === null || regions.length > mostAsked) return null;
  const counts = await index.countWithin(regions.map(({ folder }) => folder));
  const countOf = new Map(regions.map(({ folder }, place) => [folder, counts[place] ?? 0]));
  for (const { folder, below } of regions) {
    const place = (folder === '' ? 'any.jp2' : `${folder}/any.jp2`) as ImagePath;
    const inner = below.reduce((sum, one) => sum + (countOf.get(one) ?? 0), 0);
    const count = (countOf.get(folder) ?? 0) - inner;
    if (count <= 0) continue;
    if (comparison.changes(place))
      comparison.addMany(place, count, await index.listWithin(folder, below, Math.min(samples, count)));
    else comparison.addUnchanged(count);
  }
  return policies[1].folders
    .filter(({ pattern }) => {
      const parsed = parsePattern(pattern);
      return parsed.ok && parsed.value.exact !== null && (countOf.get(parsed.value.exact) ?? 0) === 0;
    })
    .map(({ pattern }) => pattern);
}

/**
 * Compares two policies on every image of the index. `before` null: nothing is published, everything is closed. */
export async function comparePlans(
  index: ImageIndex,
  before: Policy | null,
  after: Policy,
  now: EpochSeconds,
  { mostSamples, onImages }: PlanOptions = {},
): Promise<Plan> {
  const closed: Policy = { ...after, tiers: [], places: [], agreements: [], folders: [] };
  const old = compilePolicy(before ?? closed);
  const fresh = compilePolicy(after);
  const comparison = comparePolicies(old, fresh, now, mostSamples);
  let unmatched = await compareRegions(index, comparison, [before ?? closed, after], mostSamples ?? 20);
  if (unmatched === null) {
    let done = 0;
    for (let page = await index.listAll(null, pageSize); page.length > 0;) {
      for (const image of page) comparison.add(image.path);
      done += page.length;
      await onImages?.(done);
      page = await index.listAll(page.at(-1)?.path ?? null, pageSize);
    }
    unmatched = after.folders.filter((rule) => !comparison.wasMet(rule)).map(({ pattern }) => pattern);
  }
  const probes = listRuleProbes([before ?? closed, after]);
  return {
    images: comparison.result(),
    places: diffPolicies(old, fresh, probes, now),
    same: before !== null && isEmpty(atOnce(findDelta(before, after))),
    unmatched,
    revived: before === null ? [] : listRevivedAgreements(before, after),
  };
}

function isEmpty(delta: PolicyDelta | null): boolean {
  return delta !== null && delta.removed.length + delta.changed.length + delta.added.length === 0;
}

/** True when somebody would see more than before, now or later, in images or names. */
export function opensAnything({ images, places, revived }: Plan): boolean {
  if (revived.length > 0) return true;
  return [images, places].some(
    ({ opens, opensLater, reveals }) => opens.count + opensLater.count + reveals.count > 0,
  );
}
