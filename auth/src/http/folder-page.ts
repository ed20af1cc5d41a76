import type { CanvasParts, RenderingParts } from '../core/iiif/manifest3.js';
import { nothingSaid } from '../core/iiif/folder-description.js';
import type { LanguageMap } from '../core/iiif/language-map.js';
import { formatIdentifier } from '../core/image/image-path.js';
import { decide } from '../core/policy/decide.js';
import type { Decision } from '../core/policy/decision.js';
import { languageMap } from '../core/texts/catalogue.js';
import { auth1Services, probeServices } from './describe-access.js';
import { fileType, isPlaylist } from './file-types.js';
import type { FolderEntry } from './folder-entries.js';
import type { ManifestScene } from './manifest-scene.js';
import { documentPicture, documentSize } from './pages/document-picture.js';

/** Something of a folder, and what this visitor may have of it. */
export interface Page {
  readonly entry: FolderEntry;
  readonly decision: Decision;
}

/** May this visitor read names and metadata (contract 5)? */
export function isNamed(decision: Decision): boolean {
  return decision.limits !== null || decision.manifest === 'open';
}

/** A name, which is of no language. */
export function nameMap(text: string): { readonly none: readonly string[] } {
  return { none: [text] };
}

/** A page as this visitor may know of it; null: not at all. */
export function judgePage({ deps, policy, visitor }: ManifestScene, entry: FolderEntry): Page | null {
  const decision = decide(policy, visitor, entry.path, deps.clock());
  return decision.hidden && decision.limits === null ? null : { entry, decision };
}

/** What the image service and the body of one canvas carry, by the version of the document. */
function accessOf(
  { ctx, deps, address, policy, visitor }: ManifestScene,
  { entry, decision }: Page,
): Pick<CanvasParts, 'auth' | 'probe'> {
  const { path } = entry;
  const seen = decision.limits !== null;
  const told = { path, decision, seen, account: visitor.user?.name ?? null };
  if (address.presentation === '2')
    return { auth: auth1Services(ctx, deps, policy, told, 'image2'), probe: [] };
  const probe = probeServices(deps, policy, path, 'image');
  if (address.presentation === '3')
    return { auth: auth1Services(ctx, deps, policy, told, 'version3'), probe };
  const dual = deps.config.iiif3Info === 'dual';
  const auth1 = dual ? auth1Services(ctx, deps, policy, told, 'version3') : [];
  return { auth: [...auth1, ...probeServices(deps, policy, path, 'service')], probe };
}

function labelOf({ entry, decision }: Page, otherwise: LanguageMap): LanguageMap {
  if (!isNamed(decision)) return otherwise;
  return (
    entry.page?.label ?? nameMap(entry.kind === 'document' ? entry.name : entry.name.replace(/\.[^.]+$/, ''))
  );
}

/** What every canvas has, whatever it shows. */
function commonOf(page: Page, number: number): Omit<CanvasParts, 'width' | 'height'> {
  const { entry, decision } = page;
  const behavior = entry.page?.behavior ?? [];
  return {
    service: '',
    serviceType: 'ImageService2',
    label: labelOf(page, languageMap('manifest.page', { number: String(number) })),
    about: isNamed(decision) && entry.page !== null ? entry.page : { ...nothingSaid, behavior },
    medium: null,
    rendering: [],
    auth: [],
    probe: [],
    picture: null,
    thumbnail: false,
  };
}

/** Where the file is to be had: a playlist with slashes, so that what it names beside itself is found. */
function fileAddress({ deps }: ManifestScene, { path, name }: FolderEntry): string {
  return isPlaylist(name) ? deps.links.fileWithSlashes(path) : deps.links.file(formatIdentifier(path));
}

/** The file itself, to be downloaded: an original is named only where this visitor gets it. */
export function renderingOf(scene: ManifestScene, page: Page): RenderingParts {
  const { deps, policy } = scene;
  const { entry } = page;
  const format = (fileType(entry.name)?.type ?? 'application/octet-stream').replace(/;.*/s, '');
  const ending = entry.name.slice(entry.name.lastIndexOf('.') + 1).toUpperCase();
  return {
    id: fileAddress(scene, entry),
    type: entry.kind === 'image' ? 'Image' : entry.role.type,
    label: isNamed(page.decision)
      ? entry.kind === 'document'
        ? labelOf(page, nameMap(ending))
        : nameMap(entry.name)
      : nameMap(ending),
    format,
    probe: entry.kind === 'image' ? [] : probeServices(deps, policy, entry.path, 'file'),
  };
}

/** A page as a canvas; a document, which no viewer paints, as a picture of one with the file beside it. */
export function canvasOf(scene: ManifestScene, page: Page, number: number): CanvasParts {
  const { deps, address, policy } = scene;
  const { entry, decision } = page;
  const common = commonOf(page, number);
  if (entry.kind === 'image') {
    const api = address.presentation === '3-image3' ? 3 : 2;
    const mayDownload = decision.tier === 'full' && fileType(entry.name) !== null;
    return {
      ...common,
      service: deps.links.imageService(api, null, formatIdentifier(entry.path)),
      serviceType: api === 3 ? 'ImageService3' : 'ImageService2',
      width: entry.facts.width,
      height: entry.facts.height,
      rendering: mayDownload ? [renderingOf(scene, page)] : [],
      ...accessOf(scene, page),
      thumbnail: decision.limits !== null,
    };
  }
  if (entry.kind === 'document' || address.presentation === '2') {
    const picture = deps.links.at(documentPicture);
    return { ...common, ...documentSize, picture, rendering: [renderingOf(scene, page)] };
  }
  const { width, height, duration } = entry.facts;
  const { type, format } = entry.role;
  return {
    ...common,
    width: width ?? 1_280,
    height: height ?? 720,
    medium: {
      id: fileAddress(scene, entry),
      type: type === 'Sound' ? 'Sound' : 'Video',
      format,
      duration,
    },
    probe: probeServices(deps, policy, entry.path, 'file'),
  };
}
