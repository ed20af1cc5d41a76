import type { FoundProblem, ImageCatalogue, ScanReport } from '../../src/core/image/image-catalogue.js';
import type { ImageFacts } from '../../src/core/image/image-facts.js';
import type { ImageIndex } from '../../src/core/image/image-index.js';
import type { ImagePath } from '../../src/core/image/image-path.js';
import { epochSeconds } from '../../src/core/time.js';

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function isBelow(folder: string, above: string): boolean {
  return folder === above || above === '' || folder.startsWith(`${above}/`);
}

function isWithin(folder: string, path: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** The index in memory, as image-catalogue.ts and image-index.ts describe it. */
export function createMemoryCatalogue() {
  const images = new Map<ImagePath, ImageFacts>();
  let problems: FoundProblem[] = [];
  const busy = new Set<string>();
  let number = 0;

  const catalogue: ImageCatalogue = {
    async begin(root, scope, at) {
      if (scope === 'whole' && busy.has(root)) return null;
      if (scope === 'whole') busy.add(root);
      const visited = new Map<string, { present: Set<ImagePath>; problems: FoundProblem[] }>();
      const kept: string[] = [];
      let put = 0;
      let over = false;
      number += 1;
      const own = number;
      const end = (): void => {
        over = true;
        if (scope === 'whole') busy.delete(root);
      };
      return {
        number: own,
        async known(folder) {
          const here = [...images.values()].filter(
            (image) => image.root === root && folderOf(image.path) === folder,
          );
          return new Map(here.map((image) => [image.path, image.version]));
        },
        async put(found) {
          for (const image of found) {
            if (root === 'demo' && images.get(image.path)?.root === 'images') continue;
            images.set(image.path, image);
            put += 1;
          }
        },
        async visited(folder, present, found) {
          visited.set(folder, {
            present: new Set(present),
            problems: found.map((problem) => ({ ...problem, root, folder })),
          });
        },
        keep(folder) {
          kept.push(folder);
        },
        async finish(finishedAt): Promise<ScanReport> {
          let gone = 0;
          for (const image of images.values()) {
            const folder = folderOf(image.path);
            if (image.root !== root || kept.some((above) => isBelow(folder, above))) continue;
            const visit = visited.get(folder);
            if (visit === undefined ? scope === 'folders' : visit.present.has(image.path)) continue;
            images.delete(image.path);
            gone += 1;
          }
          problems = problems.filter(
            (problem) => problem.root !== root || (scope === 'folders' && !visited.has(problem.folder)),
          );
          for (const visit of visited.values()) problems.push(...visit.problems);
          end();
          let count = 0;
          for (const visit of visited.values()) count += visit.present.size;
          return {
            number: own,
            root,
            scope,
            state: 'finished',
            startedAt: at,
            finishedAt,
            folders: visited.size,
            images: count,
            put,
            gone,
            problems: problems.length,
          };
        },
        async abandon() {
          if (!over) end();
        },
      };
    },
    lastScan: async () => null,
    listProblems: async () => problems,
  };

  const index: ImageIndex = {
    find: async (path) => images.get(path) ?? null,
    listFolder: async (folder) => [...images.values()].filter((image) => folderOf(image.path) === folder),
    async listSubfolders(folder) {
      const prefix = folder === '' ? '' : `${folder}/`;
      const below = [...images.keys()]
        .filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length));
      return [
        ...new Set(
          below.filter((rest) => rest.includes('/')).map((rest) => rest.slice(0, rest.indexOf('/'))),
        ),
      ];
    },
    async listSubfoldersOf(folders) {
      return new Map(
        await Promise.all(
          folders.map(async (folder) => [folder, await index.listSubfolders(folder)] as const),
        ),
      );
    },
    async listAll(after, limit) {
      const sorted = [...images.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
      return sorted.filter((image) => after === null || image.path > after).slice(0, limit);
    },
    count: async () => images.size,
    countWithin: async (folders) =>
      folders.map((folder) => [...images.keys()].filter((path) => isWithin(folder, path)).length),
    listWithin: async (folder, without, limit) =>
      [...images.keys()]
        .filter((path) => isWithin(folder, path) && !without.some((one) => isWithin(one, path)))
        .sort()
        .slice(0, limit),
  };

  return {
    catalogue,
    index,
    paths: () => [...images.keys()].sort(),
    problems: () =>
      problems.map((problem) => [problem.code, problem.name] as const).sort((a, b) => (a[1] < b[1] ? -1 : 1)),
    now: () => epochSeconds(1_790_000_000),
  };
}
