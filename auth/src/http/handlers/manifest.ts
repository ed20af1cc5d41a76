import type { Context } from 'koa';
import { offersFor } from '../../core/iiif/access-offer.js';
import { buildAuth1Service } from '../../core/iiif/auth1-services.js';
import type { CanvasParts } from '../../core/iiif/manifest3.js';
import { buildManifest3 } from '../../core/iiif/manifest3.js';
import { compareNaturally } from '../../core/iiif/natural-order.js';
import { buildSkeleton } from '../../core/iiif/skeleton.js';
import type { Address } from '../../core/image/address.js';
import type { ImageFacts } from '../../core/image/image-facts.js';
import { formatIdentifier } from '../../core/image/image-path.js';
import type { CompiledPolicy } from '../../core/policy/compile.js';
import { decide, decideFolder } from '../../core/policy/decide.js';
import type { Decision } from '../../core/policy/decision.js';
import type { Visitor } from '../../core/policy/visitor.js';
import { anonymous } from '../../core/policy/visitor.js';
import { languageMap } from '../../core/texts/catalogue.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { HttpProblem } from '../problem.js';
import { sendDocument } from '../send-document.js';
import { descriptionVisitor, readCredentials } from '../visitor.js';
import { serviceTexts } from '../voice.js';
import type { WebDeps } from '../web-deps.js';
import type { InfoDeps } from './info.js';

export type ManifestDeps = InfoDeps & Pick<WebDeps, 'manifests'>;
type ManifestAddress = Extract<Address, { kind: 'manifest' }>;

interface Scene {
  readonly ctx: Context;
  readonly deps: ManifestDeps;
  readonly address: ManifestAddress;
  readonly policy: CompiledPolicy;
  readonly visitor: Visitor;
}

function noSuchManifest(): HttpProblem {
  return new HttpProblem(
    404,
    'unknown_manifest',
    'there is no such manifest: name a folder with images, or put a file into MANIFEST_DIR',
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function plain(text: string): { readonly none: readonly string[] } {
  return { none: [text] };
}

function canvasOf(scene: Scene, facts: ImageFacts, number: number): CanvasParts | null {
  const { ctx, deps, policy, visitor } = scene;
  const decision = decide(policy, visitor, facts.path, deps.clock());
  const visible = decision.limits !== null;
  if (!visible && decision.hidden) return null;
  const reference =
    visible && !decision.couldHelp ? decide(policy, anonymous, facts.path, deps.clock()) : decision;
  const named = visible || decision.manifest === 'open';
  return {
    service: deps.links.imageService(2, null, formatIdentifier(facts.path)),
    serviceType: 'ImageService2',
    width: facts.width,
    height: facts.height,
    label: named
      ? plain(nameOf(facts.path).replace(/\.[^.]+$/, ''))
      : languageMap('manifest.page', { number: String(number) }),
    auth: offersFor(reference).map((offer) =>
      buildAuth1Service(offer, deps.links, serviceTexts(ctx, deps.config, decision.signIn), 'version3'),
    ),
    thumbnail: visible,
  };
}

function isNamed(decision: Decision): boolean {
  return decision.limits !== null || decision.manifest === 'open';
}

async function folderManifest(scene: Scene, decision: Decision): Promise<unknown> {
  const { deps, address } = scene;
  const images = [...(await deps.images.listFolder(address.path))].sort((a, b) =>
    compareNaturally(a.path, b.path),
  );
  const canvases = images
    .map((facts, index) => canvasOf(scene, facts, index + 1))
    .filter((canvas) => canvas !== null);
  if (canvases.length === 0) return null;
  const anySeen = isNamed(decision) || canvases.some((canvas) => canvas.thumbnail);
  return buildManifest3({
    id: deps.links.manifest(address.presentation, address.identifier),
    label: anySeen ? plain(nameOf(address.path)) : languageMap('manifest.restricted'),
    summary: null,
    canvases,
  });
}

async function ownManifest(scene: Scene, decision: Decision): Promise<unknown> {
  const text = await scene.deps.manifests.read(scene.address.path);
  if (text === null) return null;
  const manifest: unknown = JSON.parse(text);
  if (isNamed(decision)) return manifest;
  return buildSkeleton(manifest, {
    manifest: languageMap('manifest.restricted'),
    canvas: (number) => languageMap('manifest.page', { number: String(number) }),
  });
}

/** Closed to this visitor altogether: a stub that names the sign-in page (contract 5). */
function closedStub(scene: Scene): unknown {
  const { deps, address } = scene;
  return {
    ...buildManifest3({
      id: deps.links.manifest(address.presentation, address.identifier),
      label: languageMap('manifest.restricted'),
      summary: languageMap('reason.signIn'),
      canvases: [],
    }),
    homepage: [
      { id: deps.links.login(), type: 'Text', label: languageMap('login.title'), format: 'text/html' },
    ],
  };
}

/**
 * A folder's manifest, or the administrator's own file of that name: 200 for everyone unless the folder says otherwise,
 * since no viewer signs in for a refused manifest; names only for those who may see something.
 */
export async function answerManifest(
  ctx: Context,
  deps: ManifestDeps,
  address: ManifestAddress,
): Promise<void> {
  applyHeaderProfile(ctx, 'description');
  const visitor = await descriptionVisitor(deps, readCredentials(ctx.req.headers), 1);
  const policy = await deps.policy.current();
  const decision = decideFolder(policy, visitor, address.path, deps.clock());
  const scene: Scene = { ctx, deps, address, policy, visitor };
  if (decision.hidden && decision.limits === null) throw noSuchManifest();
  const document = (await ownManifest(scene, decision)) ?? (await folderManifest(scene, decision));
  if (document === null) {
    deps.requestScan(address.path);
    throw noSuchManifest();
  }
  const closed = decision.manifest === 'closed' && decision.limits === null;
  ctx.status = closed ? 401 : 200;
  sendDocument(
    ctx,
    closed ? closedStub(scene) : document,
    'presentation3',
    closed ? 'no-store' : 'private, no-cache',
  );
}
