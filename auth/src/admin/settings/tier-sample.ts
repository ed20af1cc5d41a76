import type { ImageFacts } from '../../core/image/image-facts.js';
import { folderOf, formatIdentifier, type ImagePath, parseIdentifier } from '../../core/image/image-path.js';
import { mayReadFolder } from '../../core/identity/standing.js';
import type { CompiledPolicy } from '../../core/policy/compile.js';
import { covers } from '../../core/policy/covers.js';
import type { TierLimits } from '../../core/policy/model.js';
import { HttpProblem } from '../../http/problem.js';
import type { AdminRequest } from '../admin-request.js';
import { requireFolder } from '../folders/require-folder.js';
import { findImage, findOwnLimits, sendPicture } from '../pictures/picture.js';

/** So many images are looked at for one that can be shown. */
const mostTried = 200;

/** An image on which a tier can be shown to the one who is looking: they may see at least as much of it themselves. */
export async function findSample(
  request: AdminRequest,
  policy: CompiledPolicy,
  tier: TierLimits,
): Promise<ImageFacts | null> {
  const { deps, standing } = request;
  const images = (await deps.images.listAll(null, mostTried)).filter(({ path }) => {
    const own = mayReadFolder(standing, folderOf(path)) ? findOwnLimits(request, policy, path) : null;
    return own !== null && covers(own, tier);
  });
  // One that the tier makes smaller shows more of what it does.
  const edge = tier.maxEdge ?? 0;
  return images.find(({ width, height }) => Math.max(width, height) > edge) ?? images[0] ?? null;
}

/** The address of an image's picture under limits that need not be those of any tier yet. */
export function sampleAddress(path: ImagePath, { maxEdge, quality }: TierLimits): string {
  const query = new URLSearchParams({
    image: formatIdentifier(path),
    max_edge: maxEdge === null ? '' : String(maxEdge),
    quality,
  });
  return `/auth/admin/tier-sample?${query.toString()}`;
}

/** A picture as a tier would show it: never more than the one who is looking may see. */
export async function tierSample(request: AdminRequest): Promise<void> {
  const { deps, query, standing } = request;
  const read = parseIdentifier(query.get('image') ?? '');
  const path = read.ok ? read.value : null;
  requireFolder(standing, path === null ? '' : folderOf(path), 'read');
  const edge = query.get('max_edge') ?? '';
  if (!/^(?:[1-9]\d{0,6})?$/.test(edge))
    throw new HttpProblem(400, 'no_such_size', 'the size is no number of pixels');
  const limits: TierLimits = {
    maxEdge: edge === '' ? null : Number(edge),
    quality: query.get('quality') === 'gray' ? 'gray' : 'color',
  };
  const facts = await findImage(request, path);
  const own = findOwnLimits(request, await deps.policy.current(), facts.path);
  await sendPicture(request, facts, own !== null && covers(own, limits) ? limits : null, 'large');
}
