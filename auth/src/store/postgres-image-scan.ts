import type { DataSource } from 'typeorm';
import type { ChangeListener } from '../core/change.js';
import type { ImageScan, ScanScope } from '../core/image/image-catalogue.js';
import type { ImageFacts, ImageRoot } from '../core/image/image-facts.js';
import { folderOf, type ImagePath } from '../core/image/image-path.js';
import { findDuplicates } from './duplicate-rows.js';
import { forgetGone, putImages } from './image-rows.js';
import { loadProblemWriter } from './scan-problem-rows.js';
import { scanSchema } from './schemas/scan.schema.js';

export interface PostgresScanOptions {
  readonly number: number;
  readonly root: ImageRoot;
  readonly scope: ScanScope;
  readonly tell: ChangeListener;
  /** Called once, when the scan is over. */
  readonly release: () => Promise<void>;
}

const progressEvery = 100;

/** One scan at work; its row in `scans` exists. */
export async function startPostgresScan(
  dataSource: DataSource,
  options: PostgresScanOptions,
): Promise<ImageScan> {
  const { number, root, scope, tell } = options;
  const scans = dataSource.getRepository(scanSchema);
  const problemWriter = await loadProblemWriter(dataSource, root);
  const counts = { folders: 0, images: 0, put: 0, gone: 0, problems: 0 };
  const known = new Map<string, ReadonlyMap<ImagePath, string>>();
  const visited = new Set<string>();
  const kept = new Set<string>();
  const gone: ImagePath[] = [];
  let over = false;

  async function lookUp(folder: string): Promise<ReadonlyMap<ImagePath, string>> {
    const rows = await dataSource.query<Pick<ImageFacts, 'path' | 'version'>[]>(
      'SELECT path, version FROM images WHERE folder = $1 AND root = $2',
      [folder, root],
    );
    return new Map(rows.map((row) => [row.path, row.version]));
  }

  function isForgotten(folder: string): boolean {
    return scope === 'whole' && !visited.has(folder) && !isWithin(folder, kept);
  }

  return {
    number,
    async known(folder) {
      const files = await lookUp(folder);
      known.set(folder, files);
      return files;
    },
    async put(images) {
      if (images.length === 0) return;
      counts.put += await putImages(dataSource, images, number);
      await scans.update({ number }, counts);
      tell({ kind: 'images' });
    },
    async visited(folder, present, problems) {
      const there = new Set(present);
      for (const path of (known.get(folder) ?? (await lookUp(folder))).keys())
        if (!there.has(path)) gone.push(path);
      known.delete(folder);
      visited.add(folder);
      counts.folders += 1;
      counts.images += present.length;
      counts.problems += problems.length;
      await problemWriter.replace(folder, problems);
      if (counts.folders % progressEvery === 0) await scans.update({ number }, counts);
    },
    keep(folder) {
      kept.add(folder);
    },
    async finish(at) {
      const lost = gone.filter((path) => !isWithin(folderOf(path), kept));
      counts.gone = await forgetGone(dataSource, { root, number, gone: lost, isForgotten });
      await problemWriter.forget(isForgotten);
      if (scope === 'whole' && counts.put + counts.gone > 0) await findDuplicates(dataSource);
      await scans.update({ number }, { ...counts, state: 'finished', finishedAt: at });
      over = true;
      await options.release();
      if (counts.gone > 0) tell({ kind: 'images' });
      return scans.findOneByOrFail({ number });
    },
    async abandon() {
      if (over) return;
      over = true;
      try {
        await scans.update({ number }, { ...counts, state: 'abandoned' });
      } finally {
        await options.release();
      }
    },
  };
}

function isWithin(folder: string, kept: ReadonlySet<string>): boolean {
  if (kept.has('')) return true;
  for (let part = folder; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('/')))) {
    if (kept.has(part)) return true;
  }
  return false;
}
