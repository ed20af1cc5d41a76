import type { ImageFacts } from '../core/image/image-facts.js';
import { formatIdentifier, type ImagePath } from '../core/image/image-path.js';
import { imageServicePath } from '../core/iiif/links.js';
import type { CompiledPolicy } from '../core/policy/compile.js';
import { decide } from '../core/policy/decide.js';
import { anonymous } from '../core/policy/visitor.js';
import type { EpochSeconds } from '../core/time.js';
import type { Sample } from './scene.js';

const atOnce = 500;
const most = 20_000;

function sampleOf(path: ImagePath): Sample {
  const identifier = formatIdentifier(path);
  return { version2: imageServicePath(2, null, identifier), version3: imageServicePath(3, null, identifier) };
}

/** One image that strangers see, and one that they would see after signing in. */
export interface Samples {
  readonly closed: Sample | null;
  readonly open: Sample | null;
}

/** The samples among those images that the index names first. */
export async function pickSamples(
  policy: CompiledPolicy,
  listAll: (after: ImagePath | null, count: number) => Promise<readonly ImageFacts[]>,
  now: EpochSeconds,
): Promise<Samples> {
  let closed: Sample | null = null;
  let open: Sample | null = null;
  let after: ImagePath | null = null;
  for (let seen = 0; seen < most && (closed === null || open === null); seen += atOnce) {
    // oxlint-disable-next-line no-await-in-loop -- the next page only if this one was not enough
    const images: readonly ImageFacts[] = await listAll(after, atOnce);
    for (const { path } of images) {
      const decision = decide(policy, anonymous, path, now);
      if (decision.open && decision.tier === 'full') open ??= sampleOf(path);
      if (decision.limits === null && decision.couldHelp && !decision.hidden) closed ??= sampleOf(path);
    }
    const last = images.at(-1);
    if (last === undefined) break;
    after = last.path;
  }
  return { closed, open };
}
