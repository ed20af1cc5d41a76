import type { ImageIndex } from './image-index.js';

/** Those of some folders in which no image is known, at any depth: they may come later, or are mistyped. */
export async function listUnknownFolders(
  images: Pick<ImageIndex, 'countWithin'>,
  folders: readonly string[],
): Promise<readonly string[]> {
  const asked = folders.filter((folder) => folder !== '');
  if (asked.length === 0) return [];
  const counts = await images.countWithin(asked);
  return asked.filter((_, index) => (counts[index] ?? 0) === 0);
}

/** What to say of one. */
export function sayUnknownFolder(folder: string): string {
  return `No folder /${folder} with images is known yet. What is said of it counts once there is one; check the name.`;
}
