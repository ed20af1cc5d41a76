import type { Config } from '../../config.js';
import type { FoundProblem } from '../../core/image/image-catalogue.js';
import { folderOf } from '../../core/image/image-path.js';
import { openDerivatives } from './open-derivatives.js';

/** The problems of the last scan, and what came out since: files that turned out to be damaged inside. */
export async function withFailures(
  problems: readonly FoundProblem[],
  config: Config,
): Promise<readonly FoundProblem[]> {
  const listed = new Set(problems.map(({ root, name }) => `${root}/${name}`));
  const failures = (await openDerivatives(config).failures()) ?? [];
  const more = failures
    .filter(({ root, path }) => !listed.has(`${root}/${path}`))
    .map(({ root, path, message }): FoundProblem => {
      const text = `It can not be shown: ${message}.`;
      return { root, folder: folderOf(path), name: path, code: 'unreadable', message: text };
    });
  return [...problems, ...more];
}
