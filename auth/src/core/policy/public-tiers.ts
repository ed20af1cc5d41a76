import type { ImageIndex } from '../image/image-index.js';
import type { ImagePath } from '../image/image-path.js';
import type { EpochSeconds } from '../time.js';
import type { CompiledPolicy } from './compile.js';
import { decide } from './decide.js';
import { anonymous } from './visitor.js';

/** How many images somebody with nothing sees, and how much of them. */
export interface PublicTiers {
  readonly at: EpochSeconds;
  readonly total: number;
  /** Tier (`closed` and `full` too) → images, the best tier first. */
  readonly counts: readonly (readonly [string, number])[];
}

export interface PublicTiersDeps {
  readonly images: Pick<ImageIndex, 'count' | 'listAll'>;
  readonly policy: () => Promise<CompiledPolicy>;
  readonly clock: () => EpochSeconds;
}

const pageSize = 1000;
/** So many images are counted while somebody waits; more of them in the background. */
const atOnce = 2000;
const staleSeconds = 900;

async function countAll({ images, clock }: PublicTiersDeps, policy: CompiledPolicy): Promise<PublicTiers> {
  const at = clock();
  const counts = new Map<string, number>();
  let total = 0;
  let after: ImagePath | null = null;
  for (;;) {
    const page: Awaited<ReturnType<ImageIndex['listAll']>> = await images.listAll(after, pageSize);
    const last = page.at(-1);
    if (last === undefined) break;
    for (const { path } of page) {
      const { tier } = decide(policy, anonymous, path, at);
      counts.set(tier, (counts.get(tier) ?? 0) + 1);
    }
    total += page.length;
    after = last.path;
  }
  const order = ['closed', ...policy.tiers.names];
  return {
    at,
    total,
    counts: [...counts].sort(([a], [b]) => order.indexOf(b) - order.indexOf(a)),
  };
}

/**
 * Counts images by what the public sees. A large collection is counted in the background, at most every quarter of an
 * hour and when the rules changed: then the last count is given, and null before the first is done.
 */
export function createPublicTiers(deps: PublicTiersDeps): () => Promise<PublicTiers | null> {
  let last: { readonly policy: CompiledPolicy; readonly tiers: PublicTiers } | null = null;
  let running: Promise<PublicTiers | null> | null = null;
  return async () => {
    const [policy, count] = await Promise.all([deps.policy(), deps.images.count()]);
    const isCurrent =
      last !== null &&
      last.policy === policy &&
      deps.clock() - last.tiers.at < staleSeconds &&
      last.tiers.total === count;
    if (isCurrent) return last?.tiers ?? null;
    running ??= countAll(deps, policy)
      .then((tiers) => {
        last = { policy, tiers };
        return tiers;
      })
      .catch(() => null)
      .finally(() => {
        running = null;
      });
    return count <= atOnce ? running : (last?.tiers ?? null);
  };
}
