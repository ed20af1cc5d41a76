import { type FolderDescription, undescribed } from '../core/iiif/folder-description.js';
import { buildManifest2 } from '../core/iiif/manifest2.js';
import { buildManifest3, type CanvasParts, type ManifestParts } from '../core/iiif/manifest3.js';
import type { Decision } from '../core/policy/decision.js';
import { languageMap } from '../core/texts/catalogue.js';
import { viewFolder } from './folder-entries.js';
import { canvasOf, isNamed, judgePage, nameMap, type Page, renderingOf } from './folder-page.js';
import { voiceOf } from './language.js';
import type { ManifestScene } from './manifest-scene.js';

/** Last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Who sees nothing learns how the folder is to be turned over, and nothing else of what people wrote. */
function aboutFor(named: boolean, description: FolderDescription): FolderDescription {
  const { viewingDirection, behavior } = description;
  return named ? description : { ...undescribed, viewingDirection, behavior };
}

/** The page that the description wants, else the first that this visitor gets. */
function coverOf(
  pages: readonly Page[],
  canvases: readonly CanvasParts[],
  wanted: string | null,
): CanvasParts | null {
  const chosen = canvases[pages.findIndex(({ entry }) => entry.name === wanted)];
  return chosen?.thumbnail === true ? chosen : (canvases.find(({ thumbnail }) => thumbnail) ?? null);
}

/**
 * What a folder shows: pictures and recordings as canvases, other files beside them. A folder of other files alone
 * shows these. Presentation 2 knows no recordings.
 */
function divide(scene: ManifestScene, pages: readonly Page[]): readonly [readonly Page[], readonly Page[]] {
  const isShown = ({ entry }: Page): boolean =>
    entry.kind === 'image' || (entry.kind === 'medium' && scene.address.presentation !== '2');
  const shown = pages.filter(isShown);
  return shown.length === 0 ? [pages, []] : [shown, pages.filter((page) => !isShown(page))];
}

/** A folder as a manifest of the version asked for; null: it holds nothing to be told of. */
export async function buildFolderManifest(scene: ManifestScene, decision: Decision): Promise<unknown> {
  const { ctx, deps, address } = scene;
  const { description, entries } = await viewFolder(deps, address.path);
  // Numbered after the hidden ones are out: a gap would tell of them.
  const pages = entries.map((entry) => judgePage(scene, entry)).filter((page) => page !== null);
  const [shown, beside] = divide(scene, pages);
  if (shown.length === 0) return null;
  const canvases = shown.map((page, index) => canvasOf(scene, page, index + 1));
  const named = isNamed(decision) || pages.some((page) => page.decision.limits !== null);
  const parts: ManifestParts = {
    id: deps.links.manifest(address.presentation, address.identifier),
    label: named ? (description.label ?? nameMap(nameOf(address.path))) : languageMap('manifest.restricted'),
    about: aboutFor(named, description),
    cover: coverOf(shown, canvases, description.thumbnail),
    rendering: beside.map((page) => renderingOf(scene, page)),
    canvases,
  };
  return address.presentation === '2'
    ? buildManifest2(parts, voiceOf(ctx, deps.config.defaultLanguage).language)
    : buildManifest3(parts);
}
