import { imageServicePath } from '../../core/iiif/links.js';
import { formatIdentifier, type ImagePath } from '../../core/image/image-path.js';
import type { ImageFacts } from '../../core/image/image-facts.js';
import { compilePolicy } from '../../core/policy/compile.js';
import { decide } from '../../core/policy/decide.js';
import { anonymous } from '../../core/policy/visitor.js';
import type { Sample } from '../../doctor/scene.js';
import type { Work } from '../cli.js';

const atOnce = 500;
const most = 20_000;

function sampleOf(path: ImagePath): Sample {
  const identifier = formatIdentifier(path);
  return { version2: imageServicePath(2, null, identifier), version3: imageServicePath(3, null, identifier) };
}

/** One image that strangers see, and one that they would see after signing in, of those that the index names first. */
export async function pickSamples({ stores, now }: Work): Promise<{
  readonly closed: Sample | null;
  readonly open: Sample | null;
}> {
  const version = await stores.policies.current();
  if (version === null) return { closed: null, open: null };
  const policy = compilePolicy(version.policy);
  let closed: Sample | null = null;
  let open: Sample | null = null;
  let after: ImagePath | null = null;
  for (let seen = 0; seen < most && (closed === null || open === null); seen += atOnce) {
    const images: readonly ImageFacts[] = await stores.images.listAll(after, atOnce);
    for (const { path } of images) {
      const decision = decide(policy, anonymous, path, now());
      if (decision.open && decision.tier === 'full') open ??= sampleOf(path);
      if (decision.limits === null && decision.couldHelp && !decision.hidden) closed ??= sampleOf(path);
    }
    const last = images.at(-1);
    if (last === undefined) break;
    after = last.path;
  }
  return { closed, open };
}
