import { compareNaturally } from '../../core/iiif/natural-order.js';
import type { ImageIndex } from '../../core/image/image-index.js';
import type { Policy } from '../../core/policy/model.js';
import { parsePattern } from '../../core/policy/rule-pattern.js';

/** One page of the folders directly in a folder. */
export interface Level {
  readonly names: readonly string[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

const pageSize = 200;

/** Folders that hold images, and folders that rules speak of though they hold none yet. */
export async function listSubfolders(
  images: ImageIndex,
  policy: Policy,
  folder: string,
  asked: number,
): Promise<Level> {
  const names = new Set(await images.listSubfolders(folder));
  const prefix = folder === '' ? '' : `${folder}/`;
  for (const { pattern } of policy.folders) {
    const parsed = parsePattern(pattern);
    const exact = parsed.ok ? parsed.value.exact : null;
    if (exact === null || exact === folder || !exact.startsWith(prefix)) continue;
    const [name = ''] = exact.slice(prefix.length).split('/');
    // A rule may name a file.
    if (name !== '' && !/\.[A-Za-z0-9]{2,5}$/.test(name)) names.add(name);
  }
  const sorted = [...names].sort(compareNaturally);
  const pages = Math.max(1, Math.ceil(sorted.length / pageSize));
  const page = Math.min(pages, Math.max(1, Number.isSafeInteger(asked) ? asked : 1));
  return { names: sorted.slice((page - 1) * pageSize, page * pageSize), page, pages, total: sorted.length };
}
