import type { PageDescription } from './folder-description.js';

function stem(name: string): string {
  return name.replace(/\.[^.]+$/, '');
}

/** Which file a page speaks of: its exact name, the same letters written otherwise, or the only one that it names without its ending. */
function fileOf(wanted: string, names: readonly string[]): string | null {
  if (names.includes(wanted)) return wanted;
  const plain = wanted.normalize('NFC');
  const same = names.filter((name) => name.normalize('NFC') === plain);
  const found = same.length > 0 ? same : names.filter((name) => stem(name).normalize('NFC') === plain);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Pages by the names of files that are there, in the order of the pages. */
export function matchPages(
  pages: readonly PageDescription[],
  names: readonly string[],
): ReadonlyMap<string, PageDescription> {
  const found = new Map<string, PageDescription>();
  const exact = new Set(names);
  for (const page of pages) {
    const name = exact.has(page.file) ? page.file : fileOf(page.file, names);
    if (name !== null && !found.has(name)) found.set(name, page);
  }
  return found;
}
