import type { FSWatcher } from 'node:fs';
import { existsSync, watch } from 'node:fs';

export interface FolderWatcherDeps {
  /** Something happened directly in this folder. */
  readonly onChange: (folder: string) => void;
  /** Watching does not work (any more), in words; told once. The regular scan goes on. */
  readonly onTrouble: (message: string) => void;
  /** Folders watched at most; the system's own limit is shared with everybody on the machine. */
  readonly limit: number;
}

/** Listens for changes where the file system tells of them; network shares don't, and nothing depends on it. */
export interface FolderWatcher {
  /** @param path the folder on disk. @param folder its name below the root. */
  add(path: string, folder: string): void;
  close(): void;
}

/** One plain watch per folder, rather than Node's recursive kind, which takes one per file. */
export function createFolderWatcher(deps: FolderWatcherDeps): FolderWatcher {
  const watchers = new Map<string, FSWatcher>();
  let quiet = false;
  const tellOnce = (message: string): void => {
    if (!quiet) deps.onTrouble(message);
    quiet = true;
  };
  const drop = (path: string): void => {
    watchers.get(path)?.close();
    watchers.delete(path);
  };
  return {
    add(path, folder) {
      if (watchers.has(path)) return;
      if (watchers.size >= deps.limit) {
        tellOnce(
          `only the first ${deps.limit} folders are watched for changes; the others wait for the regular scan`,
        );
        return;
      }
      try {
        const watcher = watch(path, { persistent: false, encoding: 'buffer' }, () => {
          if (!existsSync(path)) drop(path);
          deps.onChange(folder);
        });
        watcher.on('error', () => drop(path));
        watchers.set(path, watcher);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
        tellOnce(`folders can not be watched for changes (${code}); new images wait for the regular scan`);
      }
    },
    close() {
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}
