import { compareNaturally } from '../core/iiif/natural-order.js';
import { type FolderDescription, type PageDescription } from '../core/iiif/folder-description.js';
import { matchPages } from '../core/iiif/match-pages.js';
import type { MediumFacts } from '../core/iiif/medium-facts.js';
import type { ImageFacts } from '../core/image/image-facts.js';
import { type ImagePath, toImagePath } from '../core/image/image-path.js';
import { fileRole, type FileRole } from './file-types.js';
import type { WebDeps } from './web-deps.js';

interface Named {
  readonly path: ImagePath;
  /** Last part of the path. */
  readonly name: string;
  /** What people wrote of it. */
  readonly page: PageDescription | null;
}

/** Something in a folder that a manifest can show or name. */
export type FolderEntry = Named &
  (
    | { readonly kind: 'image'; readonly facts: ImageFacts }
    | { readonly kind: 'medium'; readonly role: FileRole; readonly facts: MediumFacts }
    | { readonly kind: 'document'; readonly role: FileRole }
  );

/** A folder as a manifest sees it, in the order in which it is shown. */
export interface FolderView {
  readonly description: FolderDescription;
  readonly entries: readonly FolderEntry[];
}

type FolderDeps = Pick<WebDeps, 'images' | 'contents'>;
type Found =
  | { readonly kind: 'image'; readonly path: ImagePath; readonly name: string; readonly facts: ImageFacts }
  | {
      readonly kind: 'medium';
      readonly path: ImagePath;
      readonly name: string;
      readonly role: FileRole;
      readonly facts: MediumFacts;
    }
  | { readonly kind: 'document'; readonly path: ImagePath; readonly name: string; readonly role: FileRole };

/** Recordings are opened one after the other, so that a large folder does not take every file handle. */
async function findFiles(
  deps: FolderDeps,
  folder: ImagePath,
  images: ReadonlySet<string>,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  const parts = new Set<string>();
  for (const name of await deps.contents.names(folder)) {
    const role = fileRole(name);
    const path = toImagePath(`${folder}/${name}`);
    if (role === null || !path.ok || images.has(path.value)) continue;
    const plays = role.type === 'Sound' || role.type === 'Video';
    // oxlint-disable-next-line no-await-in-loop
    const facts = plays ? await deps.contents.medium(path.value) : null;
    for (const part of facts?.parts ?? []) parts.add(part);
    const named = { path: path.value, name };
    found.push(
      facts === null ? { kind: 'document', role, ...named } : { kind: 'medium', role, facts, ...named },
    );
  }
  // What a playlist plays is no recording of its own.
  return found.filter(({ name }) => !parts.has(name) && !parts.has(encodeURIComponent(name)));
}

/** Everything in a folder, in the order that its description gives, else of its names. */
export async function viewFolder(deps: FolderDeps, folder: ImagePath): Promise<FolderView> {
  const [images, description] = await Promise.all([
    deps.images.listFolder(folder),
    deps.contents.describe(folder),
  ]);
  const files = await findFiles(deps, folder, new Set(images.map(({ path }) => path)));
  const pictures = images.map((facts) => {
    return { kind: 'image', path: facts.path, name: facts.path.slice(folder.length + 1), facts } as const;
  });
  const found: readonly Found[] = [...pictures, ...files];
  const names = found.map(({ name }) => name);
  const pages = matchPages(description.pages, names);
  const places = new Map([...pages.keys()].map((name, index) => [name, index]));
  const last = places.size;
  const entries = found
    .toSorted(
      (a, b) =>
        (places.get(a.name) ?? last) - (places.get(b.name) ?? last) || compareNaturally(a.name, b.name),
    )
    .map((one) => ({ ...one, page: pages.get(one.name) ?? null }));
  return { description, entries };
}
