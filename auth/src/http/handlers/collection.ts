import type { Context } from 'koa';
import { buildCollection2, buildCollection3, type CollectionItem } from '../../core/iiif/collection.js';
import type { Address } from '../../core/image/address.js';
import { formatIdentifier, type ImagePath, toImagePath } from '../../core/image/image-path.js';
import type { CompiledPolicy } from '../../core/policy/compile.js';
import { decide, decideFolder } from '../../core/policy/decide.js';
import type { Decision } from '../../core/policy/decision.js';
import type { Visitor } from '../../core/policy/visitor.js';
import { languageMap } from '../../core/texts/catalogue.js';
import { buildClosedStub } from '../closed-stub.js';
import { fileRole } from '../file-types.js';
import { nameOf } from '../folder-manifest.js';
import { listFoldersBelow } from '../folders-below.js';
import { isNamed, nameMap } from '../folder-page.js';
import { voiceOf } from '../language.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { HttpProblem } from '../problem.js';
import { sendDocument } from '../send-document.js';
import { descriptionVisitor, readCredentials } from '../visitor.js';
import type { WebDeps } from '../web-deps.js';
import type { InfoDeps } from './info.js';

type CollectionAddress = Extract<Address, { kind: 'collection' | 'root-collection' }>;

type CollectionDeps = InfoDeps & Pick<WebDeps, 'contents'>;

interface Scene {
  readonly deps: CollectionDeps;
  readonly policy: CompiledPolicy;
  readonly visitor: Visitor;
  readonly presentation: '2' | '3';
}

function isUnseen(decision: Decision): boolean {
  return decision.hidden && decision.limits === null;
}

function decisionOn({ deps, policy, visitor }: Scene, folder: string): Decision {
  return decideFolder(policy, visitor, folder, deps.clock());
}

/** A folder inside; `name` null: not for this visitor to read. */
interface InnerFolder extends Omit<CollectionItem, 'label'> {
  readonly name: string | null;
}

/**
 * A folder inside: a collection where it holds folders itself, else its manifest. Null: nobody may know of it.
 * @param inside names of the folders in it
 */
function itemOf(scene: Scene, path: ImagePath, inside: readonly string[]): InnerFolder | null {
  const { deps, presentation } = scene;
  const decision = decisionOn(scene, path);
  if (isUnseen(decision)) return null;
  const told = inside.map((name) => decisionOn(scene, `${path}/${name}`)).filter((one) => !isUnseen(one));
  const identifier = formatIdentifier(path);
  const named = isNamed(decision) || told.some(isNamed);
  return {
    kind: told.length > 0 ? 'collection' : 'manifest',
    id:
      told.length > 0
        ? deps.links.collection(presentation, identifier)
        : deps.links.manifest(presentation, identifier),
    name: named ? nameOf(path) : null,
  };
}

function join(folder: ImagePath, name: string): ImagePath | null {
  const path = toImagePath(`${folder}/${name}`);
  return path.ok ? path.value : null;
}

/** The folder's own images, where it holds some that may be told of. */
async function ownManifest(
  scene: Scene,
  path: ImagePath,
  decision: Decision,
): Promise<CollectionItem | null> {
  const { deps, policy, visitor, presentation } = scene;
  const [images, files] = await Promise.all([deps.images.listFolder(path), deps.contents.names(path)]);
  const paths = [
    ...images.map((facts) => facts.path),
    ...files.filter((name) => fileRole(name) !== null).flatMap((name) => join(path, name) ?? []),
  ];
  if (!paths.some((one) => !isUnseen(decide(policy, visitor, one, deps.clock())))) return null;
  return {
    kind: 'manifest',
    id: deps.links.manifest(presentation, formatIdentifier(path)),
    label: isNamed(decision) ? nameMap(nameOf(path)) : languageMap('manifest.restricted'),
  };
}

async function listItems(
  scene: Scene,
  path: ImagePath | null,
  decision: Decision,
): Promise<readonly CollectionItem[]> {
  const below = await listFoldersBelow(scene.deps, path ?? '');
  const own = path === null ? null : await ownManifest(scene, path, decision);
  const inner = [...below].map(([folder, inside]) => itemOf(scene, folder, inside));
  // Numbered after the hidden ones are out: a gap would tell of them.
  const told = inner
    .filter((item) => item !== null)
    .map(({ kind, id, name }, index) => {
      const label =
        name === null
          ? languageMap('collection.restrictedItem', { number: String(index + 1) })
          : nameMap(name);
      return { kind, id, label };
    });
  return own === null ? told : [own, ...told];
}

function noSuchCollection(): HttpProblem {
  return new HttpProblem(404, 'unknown_collection', 'there is no such collection: name a folder with images');
}

/** A folder of folders as a collection; the whole installation without an identifier (contract 3, 5). */
export async function answerCollection(
  ctx: Context,
  deps: CollectionDeps,
  address: CollectionAddress,
): Promise<void> {
  applyHeaderProfile(ctx, 'description');
  ctx.vary('Accept-Language');
  const visitor = await descriptionVisitor(deps, readCredentials(ctx.req.headers), 1);
  const { presentation } = address;
  const scene = { deps, policy: await deps.policy.current(), visitor, presentation };
  const path = address.kind === 'collection' ? address.path : null;
  const decision = decisionOn(scene, path ?? '');
  if (isUnseen(decision)) throw noSuchCollection();
  const items = await listItems(scene, path, decision);
  if (items.length === 0 && path !== null) {
    deps.requestScan(path);
    throw noSuchCollection();
  }
  const id = deps.links.collection(presentation, address.kind === 'collection' ? address.identifier : null);
  const kind = presentation === '2' ? 'presentation2' : 'presentation3';
  if (decision.manifest === 'closed' && decision.limits === null) {
    ctx.status = 401;
    sendDocument(ctx, buildClosedStub(ctx, deps, decision, 'collection', presentation, id), kind, 'no-store');
    return;
  }
  const named = isNamed(decision) || items.some((item) => 'none' in item.label);
  const label =
    path === null
      ? languageMap('collection.root', { institution: deps.look().institution })
      : named
        ? nameMap(nameOf(path))
        : languageMap('collection.restricted');
  const parts = { id, label, summary: items.length === 0 ? languageMap('collection.empty') : null, items };
  const { language } = voiceOf(ctx, deps.config.defaultLanguage);
  const document = presentation === '2' ? buildCollection2(parts, language) : buildCollection3(parts);
  sendDocument(ctx, document, kind, 'private, no-cache');
}
