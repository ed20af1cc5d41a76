import type { Context } from 'koa';
import { buildManifest2 } from '../core/iiif/manifest2.js';
import { buildManifest3, type CanvasParts } from '../core/iiif/manifest3.js';
import { compareNaturally } from '../core/iiif/natural-order.js';
import type { ImageFacts } from '../core/image/image-facts.js';
import type { Address } from '../core/image/address.js';
import { formatIdentifier } from '../core/image/image-path.js';
import type { CompiledPolicy } from '../core/policy/compile.js';
import { decide } from '../core/policy/decide.js';
import type { Decision } from '../core/policy/decision.js';
import type { Visitor } from '../core/policy/visitor.js';
import { languageMap } from '../core/texts/catalogue.js';
import { auth1Services, probeServices } from './describe-access.js';
import type { InfoDeps } from './handlers/info.js';
import { voiceOf } from './language.js';

/** A question for a folder's manifest, and who asks it. */
export interface ManifestScene {
  readonly ctx: Context;
  readonly deps: InfoDeps;
  readonly address: Extract<Address, { kind: 'manifest' }>;
  readonly policy: CompiledPolicy;
  readonly visitor: Visitor;
}

/** May this visitor read names and metadata (contract 5)? */
export function isNamed(decision: Decision): boolean {
  return decision.limits !== null || decision.manifest === 'open';
}

/** Last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A name, which is of no language. */
export function nameMap(text: string): { readonly none: readonly string[] } {
  return { none: [text] };
}

/** What the image service and the body of one canvas carry, by the version of the document. */
function accessOf(
  { ctx, deps, address, policy, visitor }: ManifestScene,
  facts: ImageFacts,
  decision: Decision,
): Pick<CanvasParts, 'auth' | 'probe'> {
  const seen = decision.limits !== null;
  const told = { path: facts.path, decision, seen, account: visitor.user?.name ?? null };
  if (address.presentation === '2')
    return { auth: auth1Services(ctx, deps, policy, told, 'image2'), probe: [] };
  const probe = probeServices(deps, policy, facts.path, 'image');
  if (address.presentation === '3')
    return { auth: auth1Services(ctx, deps, policy, told, 'version3'), probe };
  const dual = deps.config.iiif3Info === 'dual';
  const auth1 = dual ? auth1Services(ctx, deps, policy, told, 'version3') : [];
  return { auth: [...auth1, ...probeServices(deps, policy, facts.path, 'service')], probe };
}

interface Page {
  readonly facts: ImageFacts;
  readonly decision: Decision;
}

function canvasOf(scene: ManifestScene, { facts, decision }: Page, number: number): CanvasParts {
  const { deps, address } = scene;
  const visible = decision.limits !== null;
  const api = address.presentation === '3-image3' ? 3 : 2;
  return {
    service: deps.links.imageService(api, null, formatIdentifier(facts.path)),
    serviceType: api === 3 ? 'ImageService3' : 'ImageService2',
    width: facts.width,
    height: facts.height,
    label: isNamed(decision)
      ? nameMap(nameOf(facts.path).replace(/\.[^.]+$/, ''))
      : languageMap('manifest.page', { number: String(number) }),
    ...accessOf(scene, facts, decision),
    picture: null,
    thumbnail: visible,
  };
}

/** A folder's images in the order of their names as a manifest of the version asked for; null: it holds none to be told of. */
export async function buildFolderManifest(scene: ManifestScene, decision: Decision): Promise<unknown> {
  const { ctx, deps, address, policy, visitor } = scene;
  const images = [...(await deps.images.listFolder(address.path))].sort((a, b) =>
    compareNaturally(a.path, b.path),
  );
  const canvases = images
    .map((facts) => ({ facts, decision: decide(policy, visitor, facts.path, deps.clock()) }))
    .filter(({ decision }) => !decision.hidden || decision.limits !== null)
    // Numbered after the hidden ones are out: a gap would tell of them.
    .map((page, index) => canvasOf(scene, page, index + 1));
  if (canvases.length === 0) return null;
  const named = isNamed(decision) || canvases.some((canvas) => canvas.thumbnail);
  const parts = {
    id: deps.links.manifest(address.presentation, address.identifier),
    label: named ? nameMap(nameOf(address.path)) : languageMap('manifest.restricted'),
    summary: null,
    canvases,
  };
  return address.presentation === '2'
    ? buildManifest2(parts, voiceOf(ctx, deps.config.defaultLanguage).language)
    : buildManifest3(parts);
}
