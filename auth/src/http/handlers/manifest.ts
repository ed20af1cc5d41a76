import type { Context } from 'koa';
import type { LanguageMap } from '../../core/iiif/language-map.js';
import { plainText } from '../../core/iiif/about-properties.js';
import { buildSkeleton } from '../../core/iiif/skeleton.js';
import type { Address } from '../../core/image/address.js';
import { decideFolder } from '../../core/policy/decide.js';
import type { Decision } from '../../core/policy/decision.js';
import { languageMap } from '../../core/texts/catalogue.js';
import { buildClosedStub } from '../closed-stub.js';
import { decorateOwn } from '../decorate-own.js';
import { buildFolderManifest } from '../folder-manifest.js';
import type { ManifestScene } from '../manifest-scene.js';
import { isNamed } from '../folder-page.js';
import { voiceOf } from '../language.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { HttpProblem } from '../problem.js';
import type { DocumentKind } from '../send-document.js';
import { sendDocument, sendDocumentText } from '../send-document.js';
import { descriptionVisitor, readCredentials } from '../visitor.js';
import type { WebDeps } from '../web-deps.js';
import type { InfoDeps } from './info.js';

export type ManifestDeps = InfoDeps & Pick<WebDeps, 'manifests' | 'contents'>;
type ManifestAddress = Extract<Address, { kind: 'manifest' }>;

interface Found {
  /** JSON. */
  readonly text: string;
  readonly kind: DocumentKind;
}

function noSuchManifest(): HttpProblem {
  return new HttpProblem(
    404,
    'unknown_manifest',
    'there is no such manifest: name a folder with images, or put a file into MANIFEST_DIR',
  );
}

/** Whether a hand-made manifest is written in Presentation 2. */
function isPresentation2(manifest: unknown): boolean {
  return typeof manifest === 'object' && manifest !== null && '@id' in manifest;
}

function brokenManifest(): HttpProblem {
  return new HttpProblem(
    422,
    'broken_manifest',
    'the file of this manifest is not valid JSON; its administrator can mend it',
  );
}

function parseManifest(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw brokenManifest();
  }
}

/**
 * The administrator's own file of that name. A file of version 3 is not offered as version 2, and none as the manifest
 * that names our version 3 images only: there the folder stands in.
 */
async function ownManifest(
  scene: ManifestScene,
  deps: ManifestDeps,
  decision: Decision,
): Promise<Found | null> {
  const { ctx, address } = scene;
  const file = address.presentation === '3-image3' ? null : await deps.manifests.read(address.path);
  if (file === null) return null;
  // A byte order mark, which JSON has none of, is no part of what was written.
  const text = file.replace(/^\uFEFF/, '');
  const plain = parseManifest(text);
  const isTwo = isPresentation2(plain);
  if (address.presentation === '2' && !isTwo) return null;
  const kind = isTwo ? 'presentation2' : 'presentation3';
  // Services come last: what they say is ours, and viewers need each word of it.
  const decorate = (document: string): Found => {
    const decorated = decorateOwn(scene, document, isTwo ? 2 : 3);
    if (decorated === null) throw brokenManifest();
    return { text: decorated, kind };
  };
  if (isNamed(decision)) return decorate(text);
  const { language } = voiceOf(ctx, deps.config.defaultLanguage);
  const say = (map: LanguageMap): LanguageMap | string => (isTwo ? plainText(map, language) : map);
  const labels = {
    manifest: say(languageMap('manifest.restricted')),
    canvas: (number: number) => say(languageMap('manifest.page', { number: String(number) })),
  };
  return decorate(JSON.stringify(buildSkeleton(plain, labels)));
}

async function folderManifest(scene: ManifestScene, decision: Decision): Promise<Found | null> {
  const document = await buildFolderManifest(scene, decision);
  if (document === null) return null;
  return {
    text: JSON.stringify(document),
    kind: scene.address.presentation === '2' ? 'presentation2' : 'presentation3',
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
  ctx.vary('Accept-Language');
  const visitor = await descriptionVisitor(deps, readCredentials(ctx.req.headers), 1, address.path);
  const policy = await deps.policy.current();
  const decision = decideFolder(policy, visitor, address.path, deps.clock());
  if (decision.hidden && decision.limits === null) throw noSuchManifest();
  const scene = { ctx, deps, address, policy, visitor };
  const found = (await ownManifest(scene, deps, decision)) ?? (await folderManifest(scene, decision));
  if (found === null) {
    deps.requestScan(address.path);
    throw noSuchManifest();
  }
  if (decision.manifest !== 'closed' || decision.limits !== null) {
    sendDocumentText(ctx, found.text, found.kind, 'private, no-cache');
    return;
  }
  const presentation = address.presentation === '2' ? '2' : '3';
  const id = deps.links.manifest(address.presentation, address.identifier);
  const stub = buildClosedStub(ctx, deps, decision, 'manifest', presentation, id);
  ctx.status = 401;
  sendDocument(ctx, stub, presentation === '2' ? 'presentation2' : 'presentation3', 'no-store');
}
