import type { JsonObject } from '../core/iiif/auth1-services.js';
import { decorateManifest, type Mentioned } from '../core/iiif/decorate-manifest.js';
import { parseAddress } from '../core/image/address.js';
import type { ImagePath } from '../core/image/image-path.js';
import { decide } from '../core/policy/decide.js';
import { auth1Services, bothServices, probeServices, speaksAuth1 } from './describe-access.js';
import type { ManifestScene } from './manifest-scene.js';

/** Of which of our things an address speaks; null: of none that takes auth services here. */
function readOwn(
  { deps }: ManifestScene,
  id: string,
  mentioned: Mentioned,
): { readonly path: ImagePath; readonly api: 2 | 3 | null; readonly isFile: boolean } | null {
  if (!id.startsWith(`${deps.links.base}/`)) return null;
  const address = parseAddress(id.slice(deps.links.base.length));
  if (!address.ok) return null;
  const { value } = address;
  if (mentioned === 'image-service')
    return value.kind === 'image-base' ? { path: value.path, api: value.api, isFile: false } : null;
  if (value.kind === 'file') return { path: value.path, api: null, isFile: true };
  return value.kind === 'image' ? { path: value.path, api: null, isFile: false } : null;
}

/**
 * The text of the administrator's own manifest, with the auth services of those of its images and files that are ours;
 * every other byte as it is in the file. A probe brings its context along, since the document's own stays too.
 */
export function decorateOwn(scene: ManifestScene, text: string, version: 2 | 3): string | null {
  const { ctx, deps, policy, visitor } = scene;
  // A page of an annotation list, say, has the same address many times.
  const known = new Map<string, readonly JsonObject[] | null>();
  const find = (id: string, mentioned: Mentioned): readonly JsonObject[] | null => {
    const own = readOwn(scene, id, mentioned);
    if (own === null) return null;
    const { path, api, isFile } = own;
    const decision = decide(policy, visitor, path, deps.clock());
    if (decision.hidden && decision.limits === null) return null;
    const told = { path, decision, seen: decision.limits !== null, account: visitor.user?.name ?? null };
    if (version === 2) return auth1Services(ctx, deps, policy, told, 'image2');
    if (api === null) return probeServices(deps, policy, path, isFile ? 'file' : 'image', 'image2');
    if (api === 2) return auth1Services(ctx, deps, policy, told, 'version3');
    return speaksAuth1(deps, 3)
      ? bothServices(ctx, deps, policy, told, 'version3')
      : probeServices(deps, policy, path, 'service', 'image2');
  };
  return decorateManifest(text, (id, mentioned) => {
    const key = `${mentioned} ${id}`;
    const services = known.get(key) ?? find(id, mentioned);
    known.set(key, services);
    return services;
  });
}
