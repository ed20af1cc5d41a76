import { diskPath, listNames } from './read-folder.js';
import { classifyFile, isClutter } from './file-kind.js';

/** Counts the files that a scan will meet, by name alone, telling the sum after each folder; for an estimate only. */
export async function countFiles(
  rootPath: string,
  onCount: (files: number, done: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  const folders = [''];
  let files = 0;
  for (let folder = folders.pop(); folder !== undefined && !signal.aborted; folder = folders.pop()) {
    try {
      for await (const { name, isFolder } of listNames(diskPath(rootPath, folder))) {
        if (isFolder && !isClutter(name, 'folder')) folders.push(folder === '' ? name : `${folder}/${name}`);
        else if (!isFolder && !isClutter(name, 'file') && classifyFile(name) === 'candidate') files += 1;
      }
    } catch {
      // What can't be read is counted by nobody; the scan itself reports it.
    }
    onCount(files, folders.length === 0);
  }
}
