import type { DerivativeFailure, Derivatives } from '../core/image/derivatives.js';
import type { ImageRoot } from '../core/image/image-facts.js';
import { folderOf, type ImagePath } from '../core/image/image-path.js';
import type { ImageIndex } from '../core/image/image-index.js';
import { pauseUntil } from './pause.js';

/** Why a file that looks well from outside can't be shown; null: nothing is known against it. */
export type FindFailure = (root: ImageRoot, path: ImagePath, version: string) => string | null;

/** Asks once, for a whole scan. */
export async function loadFailures(derivatives: Derivatives): Promise<FindFailure> {
  const listed = (await derivatives.failures()) ?? [];
  const messages = new Map(listed.map((failure) => [nameOf(failure), failure.message]));
  return (root, path, version) => messages.get(nameOf({ root, path, version })) ?? null;
}

function nameOf({ root, path, version }: Omit<DerivativeFailure, 'message'>): string {
  return `${root}/${version}/${path}`;
}

export interface FailureWatchDeps {
  readonly derivatives: Derivatives;
  readonly index: ImageIndex;
  /** Has a folder looked at again. */
  readonly requestFolder: (folder: string) => void;
  readonly everySeconds: number;
}

/** That a file is damaged inside comes out only when its derivative is made: then its folder is looked at again. */
export async function watchFailures(deps: FailureWatchDeps, signal: AbortSignal): Promise<void> {
  let told = new Set<string>();
  while (!signal.aborted) {
    await pauseUntil(deps.everySeconds, signal);
    const failures = await deps.derivatives.failures();
    if (failures === null) continue;
    for (const failure of failures) {
      if (told.has(nameOf(failure))) continue;
      const known = await deps.index.find(failure.path);
      if (known?.version === failure.version && known.root === failure.root)
        deps.requestFolder(folderOf(failure.path));
    }
    told = new Set(failures.map(nameOf));
  }
}
