import type { Policy } from './model.js';
import { parsePattern } from './rule-pattern.js';

/** A folder with rules, and the next folders below it that have some too: between them, every image is under the same rules. */
export interface Region {
  readonly folder: string;
  readonly below: readonly string[];
}

/**
 * The regions into which exact rules cut the image folder; null where a glob or too many rules make that of no use.
 * A rule may name a file: a region of one image.
 */
export function listRegions(policies: readonly Policy[]): readonly Region[] | null {
  const folders = new Set(['']);
  for (const policy of policies)
    for (const { pattern } of policy.folders) {
      const parsed = parsePattern(pattern);
      if (!parsed.ok || parsed.value.exact === null) return null;
      folders.add(parsed.value.exact);
    }
  const below = new Map<string, string[]>([...folders].map((folder) => [folder, []]));
  for (const folder of folders) {
    if (folder === '') continue;
    let parent = folder;
    do parent = parent.slice(0, Math.max(parent.lastIndexOf('/'), 0));
    while (!folders.has(parent));
    below.get(parent)?.push(folder);
  }
  return [...below].map(([folder, next]) => ({ folder, below: next }));
}
