import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatGatewayImage } from '../../../auth/src/core/image/gateway-image.js';
import { locate, type RootFolders } from '../files/locate.js';
import { readJsonFile } from './json-file.js';
import type { Failure, Shelf } from './layout.js';

const most = 10_000;

/** Files that no derivative could be made of and that are still the same, at most ten thousand. */
export async function listFailures(
  shelf: Shelf,
  folders: RootFolders,
): Promise<readonly (Pick<Failure, 'root' | 'path' | 'version' | 'message'> & { readonly image: string })[]> {
  const found = [];
  for await (const file of listJson(shelf.failed)) {
    const failure = await readJsonFile<Failure>(file);
    if (failure === null) continue;
    const { root, path, version, message } = failure;
    const located = await locate(folders, root, path);
    if (!located.ok || located.value.version !== version) continue;
    found.push({ root, path, version, message, image: formatGatewayImage(path) });
    if (found.length >= most) break;
  }
  return found;
}

/** The small files of a folder with shards. */
export async function* listJson(folder: string): AsyncGenerator<string> {
  const shards = await opendir(folder).catch(() => null);
  if (shards === null) return;
  for await (const shard of shards) {
    const files = await opendir(join(folder, shard.name)).catch(() => null);
    if (files === null) continue;
    for await (const file of files)
      if (file.name.endsWith('.json')) yield join(folder, shard.name, file.name);
  }
}
