import { decorateManifest } from '../core/iiif/decorate-manifest.js';
import { parseAddress } from '../core/image/address.js';
import { decide } from '../core/policy/decide.js';
import { auth1Services, bothServices, probeServices, speaksAuth1 } from './describe-access.js';
import type { ManifestScene } from './manifest-scene.js';

/** The administrator's own manifest, with the auth services of those of its images that are ours. The file stays as it is. */
export function decorateOwn(scene: ManifestScene, manifest: unknown, version: 2 | 3): unknown {
  const { ctx, deps, policy, visitor } = scene;
  const base = `${deps.links.base}/`;
  return decorateManifest(manifest, (id) => {
    const address = id.startsWith(base) ? parseAddress(id.slice(deps.links.base.length)) : null;
    if (address === null || !address.ok || address.value.kind !== 'image-base') return null;
    const { path, api } = address.value;
    const decision = decide(policy, visitor, path, deps.clock());
    if (decision.hidden && decision.limits === null) return null;
    const told = { path, decision, seen: decision.limits !== null, account: visitor.user?.name ?? null };
    if (version === 2) return auth1Services(ctx, deps, policy, told, 'image2');
    if (api === 2) return auth1Services(ctx, deps, policy, told, 'version3');
    return speaksAuth1(deps, 3)
      ? bothServices(ctx, deps, policy, told, 'version3')
      : probeServices(deps, policy, path, 'service');
  });
}
