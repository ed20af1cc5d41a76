import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

const largestManifest = 64 * 1024 * 1024;

/**
 * Reads the administrator's own manifests below `root`: `NAME.json`, or `NAME` if the name ends in `.json` itself.
 * @returns the text; null where there is no such file, or where a link leads out of the folder
 */
export function createManifestFiles(root: string): { read(path: string): Promise<string | null> } {
  return {
    async read(path) {
      const file = join(root, path.endsWith('.json') ? path : `${path}.json`);
      try {
        const [real, base] = await Promise.all([realpath(file), realpath(root)]);
        if (!real.startsWith(base + sep)) return null;
        const text = await readFile(real, 'utf8');
        return text.length > largestManifest ? null : text;
      } catch (error) {
        const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG')
          return null;
        throw error;
      }
    },
  };
}
